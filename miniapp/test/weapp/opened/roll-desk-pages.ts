import { STAFF, ADMIN, asStaff, listed, personNamed, sheetOf, badList, type Pages } from './stage'

export const rollDeskPages: Pages = {
  'packages/staff-space/tree': {
    who: STAFF,
    address: () => '/packages/staff-space/tree',
    heading: /^房屋与居民$/,
    words: /锦和苑[\s\S]*第 1 网格/,
    async act(page, app) {
      const room = await listed('/space/search?q=jhy3-2-501')
      await page.type('place-search', 'jhy3-2-501')
      await page.untilText('锦和苑 3 号楼 2 单元 501')
      await page.press(/^锦和苑 3 号楼 2 单元 501/)
      const node = await app.at('packages/staff-space/node')
      expect(node.options.id).toBe(room.id)
    },
  },
  'packages/staff-space/node': {
    who: STAFF,
    address: async () => `/packages/staff-space/node?id=${(await listed('/space/search?q=jhy3-2-502')).id}`,
    heading: /^锦和苑 3 号楼 2 单元 502$/,
    words: /住宅[\s\S]*登记簿/,
    async act(page) {
      await page.press('修改')
      await page.press('原来写错了', 'radio')
      await page.type('node-areaHundredths', '88.80')
      await page.press('保存修改')
      await page.untilText('已保存')
      expect(await asStaff(`/space/nodes/${page.options.id}`)).toMatchObject({
        facts: { areaHundredths: 8_880 },
        history: [],
      })
    },
  },
  'packages/staff-space/grids': {
    who: STAFF,
    address: () => '/packages/staff-space/grids',
    heading: /^网格$/,
    words: /第 2 网格[\s\S]*李敏/,
    async act(page, app) {
      expect(page.byClass('outlines')?.attr.src).toMatch(/^data:image\/svg\+xml,.*polygon/)
      await page.press(/^第 2 网格，/)
      const card = await app.at('packages/staff-space/node')
      await card.untilText('李敏')
    },
  },
  'packages/staff-space/people': {
    who: STAFF,
    address: () => '/packages/staff-space/people',
    heading: /^居民$/,
    words: /优先帮助名单[\s\S]*岁/,
    async act(page, app) {
      await page.type('people-search', 'zyl')
      page.events.fire(page.byId('people-search'), 'confirm', { value: 'zyl' }, false)
      await page.untilText('锦和苑 3 号楼 2 单元 501')
      await page.press(/^周\*\*/)
      const person = await app.at('packages/staff-space/person')
      expect(await asStaff(`/people/${person.options.id}`)).toMatchObject({ maskedPhone: '138****0001' })
    },
  },
  'packages/staff-space/person': {
    who: STAFF,
    address: async () => `/packages/staff-space/person?id=${await personNamed('周玉兰')}`,
    heading: /^周\*\*$/,
    words: /138\*\*\*\*0001[\s\S]*锦和苑 3 号楼 2 单元 501[\s\S]*监护和代办/,
    async act(page) {
      await page.press('查看完整手机号')
      await page.press('办理本人的事', 'radio')
      await page.press('查看', 'button')
      await page.untilText('13800000001')
      await page.press('遮住手机号')
      await page.untilText('138****0001')
    },
  },
  'packages/staff-space/merge': {
    who: STAFF,
    address: async () =>
      `/packages/staff-space/merge?id=${await personNamed('马晓东')}&other=${await personNamed('何雨欣')}`,
    heading: /^合并重复档案$/,
    words: /保留这份[\s\S]*并入的这份/,
    async act(page, app) {
      await page.press('合并成一份')
      await page.press('是，合并')
      const person = await app.at('packages/staff-space/person')
      const { merges } = await asStaff<{ merges: readonly unknown[] }>(`/people/${person.options.id}`)
      expect(merges).toHaveLength(1)
    },
  },
  'packages/staff-space/help-first': {
    who: STAFF,
    address: () => '/packages/staff-space/help-first',
    heading: /^优先帮助名单$/,
    words: /先得到帮助的人/,
    async act(page) {
      await page.press('打开名单')
      await page.press('紧急救助', 'radio')
      await page.press('查看', 'button')
      await page.untilText(/84 岁，一个人住/)
    },
  },
  'packages/staff-space/occupants': {
    who: STAFF,
    address: async () => {
      const { homes } = await asStaff<{ homes: readonly { roomId: string }[] }>(
        `/people/${await personNamed('王德海')}`,
      )
      return `/packages/staff-space/occupants?id=${homes[0]?.roomId}`
    },
    heading: /^锦和苑 3 号楼 2 单元 501$/,
    words: /现在的住户和业主[\s\S]*份额 1\/2/,
    async act(page, app) {
      await page.press(/^王\*\*[\s\S]*业主/, 'link')
      const person = await app.at('packages/staff-space/person')
      expect(person.options.id).toBe(await personNamed('王德海'))
    },
  },
  'packages/staff-space/tags': {
    who: ADMIN,
    address: () => '/packages/staff-space/tags',
    heading: /^标签目录$/,
    words: /养犬户[\s\S]*敏感标签[\s\S]*低保/,
    async act(page) {
      await page.press('改标签志愿者')
      await page.type('tag-purpose', '招募志愿者和排班')
      await page.press('保存')
      await page.untilText('用途：招募志愿者和排班')
      const { items } = await asStaff<{ items: readonly { code: string; purpose: string }[] }>(
        '/people/tag-catalogue',
      )
      expect(items.find(({ code }) => code === 'volunteer')?.purpose).toBe('招募志愿者和排班')
    },
  },
  'packages/staff-space/bindings': {
    who: STAFF,
    address: () => '/packages/staff-space/bindings',
    heading: /^绑定核对$/,
    words: /待核对[\s\S]*陆\*/,
    async act(page, app) {
      await page.press(/^陆\*/)
      const request = await app.at('packages/staff-space/binding')
      expect(await asStaff(`/homes/requests/${request.options.id}`)).toMatchObject({ name: '陆晴' })
    },
  },
  'packages/staff-space/slips': {
    who: STAFF,
    address: () => '/packages/staff-space/slips',
    heading: /^打印邀请码$/,
    words: /锦和苑[\s\S]*邀请的人是谁/,
    async act(page) {
      await page.press(/^锦和苑/)
      await page.press(/^4 号楼/)
      await page.press(/^1 单元/)
      await page.press('生成邀请码')
      await page.untilText(/张，一处房屋一张/)
      await page.untilText(/锦和苑 4 号楼 1 单元 302/)
    },
  },
  'packages/staff-space/binding': {
    who: STAFF,
    async address() {
      const { items } = await asStaff<{ items: readonly { id: string; maskedName: string }[] }>(
        '/homes/requests',
      )
      return `/packages/staff-space/binding?id=${items.find(({ maskedName }) => maskedName === '陆*')?.id}`
    },
    heading: /^陆晴$/,
    words: /锦和苑 4 号楼 1 单元 302[\s\S]*名册里没有，新登记一个人/,
    async act(page) {
      await page.press(/^名册里没有/, 'radio')
      await page.press('通过')
      await page.untilText('已通过并告诉对方')
      expect(await asStaff(`/homes/requests/${page.options.id}`)).toMatchObject({ status: 'approved' })
    },
  },
  'packages/staff-space/recovery': {
    who: STAFF,
    address: () => '/packages/staff-space/recovery',
    heading: /^手机丢了，换号码$/,
    words: /先找到这位居民[\s\S]*还没有在窗口换过号码/,
    async act(page) {
      await page.type('recovery-person', '吴桂英')
      page.events.fire(page.byId('recovery-person'), 'confirm', { value: '吴桂英' }, false)
      await page.press(/^吴\*\*/)
      await page.type('paper-tail', '002X')
      await page.press(/^本人在场/, 'checkbox')
      await page.type('new-phone', '13800009999')
      await page.press('发验证码')
      await page.untilText('已发到新手机')
    },
  },
  'packages/staff-space/import': {
    who: STAFF,
    address: () => '/packages/staff-space/import',
    heading: /^导入与导出$/,
    words: /导入哪一种名册[\s\S]*由社区负责人导入[\s\S]*导出记录/,
    async act(page, app) {
      app.phone.documents = [
        await sheetOf('业主.csv', '小区,楼栋,单元,房号,姓名,手机号\n锦和苑,3,2,601,许新,13811110001\n'),
      ]
      await page.press('业主', 'radio')
      await page.press('选择业主文件')
      const run = await app.at('packages/staff-space/import-run')
      await run.untilText('核对好了，确认后写入 1 条')
      await run.press('导入 1 条')
      await run.press('导入', 'button')
      await run.untilText('已写入 1 条')
      expect(await personNamed('许新')).toMatch(/^per_/)
    },
  },
  'packages/staff-space/import-run': {
    who: STAFF,
    address: async () => `/packages/staff-space/import-run?id=${await badList()}`,
    heading: /^房屋 · 房屋.csv$/,
    words: /等您确认[\s\S]*不能导入[\s\S]*第 3 行[\s\S]*建筑面积[\s\S]*八十九[\s\S]*不是数字/,
    async act(page, app) {
      await page.press('下载改好再传 XLSX')
      await page.until(
        () => app.phone.callsOf('shareFileMessage').length > 0,
        'the rows to correct, handed over',
      )
      await page.press('取消导入')
      await page.press('停下')
      await page.untilText('已取消，名册没有改动')
      expect(await asStaff(`/imports/${page.options.id}`)).toMatchObject({ status: 'cancelled' })
    },
  },
  'packages/staff-space/corrections': {
    who: STAFF,
    address: () => '/packages/staff-space/corrections',
    heading: /^更正申请$/,
    words: /吴\*\*，名册上的手机号[\s\S]*前答复/,
    async act(page) {
      await page.press(/^吴\*\*，更正名册上的手机号/)
      await page.untilText('13900000084')
      await page.press('改成这样')
      await page.until(() => page.byClass('sheet-layer') === undefined, 'the sheet gone')
      expect(await asStaff(`/people/${await personNamed('吴桂英')}`)).toMatchObject({
        maskedPhone: '139****0084',
      })
    },
  },
}
