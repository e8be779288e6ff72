import {
  ADMIN,
  call,
  first,
  RESIDENT,
  STAFF,
  SUPERVISOR,
  asResident,
  asStaff,
  type Item,
  type Pages,
} from './stage'

interface Poll extends Item {
  readonly phase: string
}

/** A poll of the demo whose title begins so. */
async function pollNamed(start: string): Promise<string> {
  const { items } = await asStaff<{ items: readonly Poll[] }>('/staff/polls')
  return first(
    items.filter(({ title }) => title.startsWith(start)),
    start,
  ).id
}
const secret = () => pollNamed('锦和苑东门')
const named = () => pollNamed('广场舞')
const survey = () => pollNamed('2026 年物业')
const owners = () => pollNamed('3 号楼用维修资金')
const charter = () => pollNamed('《禾苗里')
const elsewhere = () => pollNamed('北侧空地')

const page =
  (name: string, poll: () => Promise<string>, area = 'council') =>
  async () =>
    `/packages/${area}/${name}?id=${await poll()}`
const deskPage = (name: string, poll: () => Promise<string>) => page(name, poll, 'staff-council')

const mine = (id: string | undefined) =>
  asResident<{ rows: readonly { rowId: string; voted: boolean }[] }>(`/polls/${id}/mine`)

/** What residents open of votes, in the order of the app: the ballot cast on its page is what the receipt is about. */
export const councilPages: Pages = {
  'packages/council/list': {
    who: RESIDENT,
    address: () => '/packages/council/list',
    heading: /^表决$/,
    words: /请您投票[\s\S]*锦和苑东门改造[\s\S]*已记录您的投票/,
    async act(shown, app) {
      await shown.press(/^2026 年物业服务满意不满意/, 'link')
      expect((await app.at('packages/council/poll')).options.id).toBe(await survey())
    },
  },
  'packages/council/poll': {
    who: RESIDENT,
    address: page('poll', secret),
    heading: /^锦和苑东门改造/,
    words: /还没有投票[\s\S]*方案三：先不改造[\s\S]*谁也不能把您和您的票对上/,
    async act(shown, app) {
      await shown.press('去投票', 'link')
      expect((await app.at('packages/council/ballot')).options.id).toBe(shown.options.id)
    },
  },
  'packages/council/ballot': {
    who: RESIDENT,
    address: page('ballot', secret),
    heading: /^锦和苑东门改造/,
    words: /选一项[\s\S]*方案二：只换门禁[\s\S]*弃权/,
    async act(shown, app) {
      await shown.press('投出这张票')
      await shown.untilText('请选择，或者选“弃权”')
      await shown.press('方案二：只换门禁', 'radio')
      await shown.press('投给“方案二”')
      await shown.untilText('投出后不能修改，谁也不能')
      await shown.press('投出')
      const receipt = await app.at('packages/council/voted')
      expect(app.phone.callsOf('getRandomValues')).toMatchObject([{ length: 16 }])
      expect((await mine(receipt.options.id)).rows).toMatchObject([{ voted: true }])
    },
  },
  'packages/council/voted': {
    who: RESIDENT,
    async address() {
      const id = await secret()
      const [row] = (await mine(id)).rows
      return `/packages/council/voted?id=${id}&row=${row?.rowId}`
    },
    heading: /^已投出$/,
    words: /已存在这部手机里，截止后显示/,
    async act(shown, app) {
      // Neither the code nor the choice may stand here while voting goes on.
      expect(shown.text).not.toMatch(/方案二|[0-9a-f]{4} [0-9a-f]{4}/)
      await shown.press('好', 'link')
      await (await app.at('packages/council/poll')).untilText('已投票')
    },
  },
  'packages/council/result': {
    who: RESIDENT,
    address: page('result', owners),
    heading: /^3 号楼用维修资金/,
    words: /以第二种为准[\s\S]*达到三分之二以上[\s\S]*郑秀华/,
    async act(shown, app) {
      await shown.press('核对我的票', 'link')
      const checked = await app.at('packages/council/verify')
      await checked.untilText('您的票在名单上')
      await checked.untilText(/完全一致，\d+ 张票都数到了/)
    },
  },
  'packages/council/verify': {
    who: RESIDENT,
    address: page('verify', survey),
    heading: /^2026 年物业服务/,
    words: /这部手机上没有选票码[\s\S]*完全一致/,
    async act(shown) {
      const { secret: boxes } = await asResident<{
        secret: readonly { entries: readonly (readonly [string, string])[] }[]
      }>(`/polls/${shown.options.id}/board`)
      const [code = ''] = boxes[0]?.entries[3] ?? []
      await shown.type('board-code', code.slice(0, 8))
      await shown.untilText(code.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 '))
    },
  },
  'packages/council/roll': {
    who: RESIDENT,
    address: page('roll', charter),
    heading: /^《青禾社区楼道公约》/,
    words: /名册指纹[\s\S]*禾苗里 1 号楼 1 单元/,
    async act(shown) {
      await shown.press('提异议')
      await shown.type('objection', '名册上没有 3 号楼的租户')
      await shown.press('提异议')
      await shown.untilText('收到了，社区会答复')
      const { items } = await asStaff<{ items: readonly { text: string }[] }>(
        `/staff/polls/${shown.options.id}/objections`,
      )
      expect(items.map(({ text }) => text)).toContain('名册上没有 3 号楼的租户')
    },
  },
}

/** The poll desk. */
export const pollDeskPages: Pages = {
  'packages/staff-council/list': {
    who: STAFF,
    address: () => '/packages/staff-council/list',
    heading: /^议事表决$/,
    words: /《青禾社区楼道公约》[\s\S]*已公布，监督已签认/,
    async act(shown, app) {
      await shown.press(/^《青禾社区楼道公约》/)
      expect((await app.at('packages/staff-council/poll')).options.id).toBe(await charter())
    },
  },
  'packages/staff-council/setup': {
    who: STAFF,
    address: () => '/packages/staff-council/setup',
    heading: /^发起表决$/,
    words: /这样设置合不合规[\s\S]*居民会读到的规则/,
    async act(shown, app) {
      await shown.type('setup-title', '中心花园种什么树')
      await shown.type('question-0-text', '您想种什么？')
      await shown.type('question-0-option-0', '桂花')
      await shown.type('question-0-option-1', '樱花')
      await shown.untilText('设置合规，可以往下走')
      await shown.press('存为草稿')
      const desk = await app.at('packages/staff-council/poll')
      expect(await asStaff(`/staff/polls/${desk.options.id}`)).toMatchObject({
        ...{ title: '中心花园种什么树', phase: 'draft', refusals: [] },
      })
    },
  },
  'packages/staff-council/poll': {
    who: STAFF,
    address: deskPage('poll', charter),
    heading: /^《青禾社区楼道公约》/,
    words: /还缺 \d 样[\s\S]*请写明依据哪条规则[\s\S]*等答复/,
    async act(shown) {
      await shown.press('登记准备情况')
      await shown.type('facts-attendance', '居民会议规则第 5 条')
      await shown.press('记下')
      await shown.untilText('投票算到会，依据：居民会议规则第 5 条')
      expect(await asStaff(`/staff/polls/${shown.options.id}`)).toMatchObject({
        facts: { attendanceRule: '居民会议规则第 5 条' },
      })
    },
  },
  'packages/staff-council/paper': {
    who: STAFF,
    address: deskPage('paper', named),
    heading: /^录入纸票$/,
    words: /每张纸票由两个人各录一遍[\s\S]*1 · /,
    async act(shown) {
      await shown.press(/^1 号，/)
      await shown.press('20:30', 'radio')
      await shown.press('保存这张票')
      await shown.untilText(/第 1 号录了第一遍，请另一位同事再录一遍/)
    },
  },
  'packages/staff-council/sign': {
    who: SUPERVISOR,
    address: deskPage('sign', survey),
    heading: /^数一遍，签认$/,
    words: /完全一致[\s\S]*郑秀华，\d+月\d+日签认/,
    async act(shown) {
      await shown.press('再数一遍')
      await shown.untilText(/完全一致/)
      const { root } = await call<{ root: string }>(SUPERVISOR, 'GET', `/staff/polls/${shown.options.id}`)
      expect(shown.text.replaceAll(' ', '')).toContain(root)
    },
  },
  'packages/staff-council/official': {
    who: ADMIN,
    address: deskPage('official', elsewhere),
    heading: /^登记官方系统的结果$/,
    words: /是否同意把 1 号楼北侧空地划成停车位[\s\S]*文号或编号/,
    async act(shown, app) {
      await shown.press('登记结果')
      await shown.untilText('请填文号或编号')
      const { roll, draft } = await asStaff<{
        roll: { votes: number; area: number }
        draft: { setup: { closesOn: string } }
      }>(`/staff/polls/${shown.options.id}`)
      await shown.type('system', '市业主电子投票系统')
      await shown.type('reference', '业投 2026-118')
      await shown.pick('decidedOn', draft.setup.closesOn)
      const area = (roll.area / 100).toFixed(2)
      await shown.type('questions.0.cast.votes', String(roll.votes + 1))
      await shown.type('questions.0.cast.area', area)
      await shown.type('questions.0.options.0.votes', String(roll.votes))
      await shown.type('questions.0.options.0.area', area)
      await shown.type('questions.0.options.1.votes', '0')
      await shown.type('questions.0.options.1.area', '0')
      await shown.press('登记结果')
      await shown.untilText('参加的人数比名册上的还多，请核对')
      await shown.type('questions.0.cast.votes', String(roll.votes))
      await shown.press('登记结果')
      const desk = await app.at('packages/staff-council/poll')
      await desk.untilText(/由官方系统表决，结果由工作人员登记/)
      expect(await asStaff(`/staff/polls/${shown.options.id}`)).toMatchObject({
        phase: 'counted',
        official: { reference: '业投 2026-118' },
        outcomes: [{ strict: { passed: true } }],
      })
    },
  },
  'packages/staff-council/text': {
    who: STAFF,
    address: deskPage('text', survey),
    heading: /^公告文字$/,
    words: /结果公告[\s\S]*总指纹：/,
    async act(shown, app) {
      await shown.press('复制文字')
      await shown.untilText('已复制，可以贴进通知')
      expect(app.phone.clipboard).toMatch(/表决结果[\s\S]*居务监督委员会签认：郑秀华/)
    },
  },
}
