import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { film } from '../../../../bff/test/film'
import {
  type Item,
  type Opinion,
  RESIDENT,
  STAFF,
  TEXT,
  asResident,
  opinion,
  matterOf,
  first,
  type Homes,
  roomNamed,
  invitation,
  noticeToConfirm,
  ofOpinion,
  type Pages,
} from './stage'

export const residentPages: Pages = {
  'packages/space/grid': {
    who: RESIDENT,
    address: () => '/packages/space/grid',
    heading: /^第 2 网格$/,
    words: /网格员 李敏[\s\S]*监督电话/,
    async act(page, app) {
      await page.press(/^网格员 李敏/)
      const { workers } = await asResident<{ workers: readonly { phone: string }[] }>('/space/grid-card')
      const { phone } = first(workers, 'grid worker')
      expect(app.phone.callsOf('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: phone })
    },
  },
  'packages/space/bind': {
    who: RESIDENT,
    address: async () => {
      const { inviteCode } = await invitation(STAFF, await roomNamed('锦和苑 3 号楼 1 单元 402'), 'carer')
      return `/packages/space/bind?scene=${encodeURIComponent(inviteCode)}`
    },
    heading: /^用邀请码绑定$/,
    words: /绑定到这里[\s\S]*锦和苑 3 号楼 1 单元 402[\s\S]*照护人/,
    async act(page) {
      await page.press('绑定这处房屋')
      await page.untilText('绑定好了')
      const { homes } = await asResident<Homes>('/homes')
      expect(homes.map(({ label }) => label)).toContain('锦和苑 3 号楼 1 单元 402')
    },
  },
  'packages/space/my-rooms': {
    who: RESIDENT,
    address: () => '/packages/space/my-rooms',
    heading: /^我的房屋$/,
    words: /锦和苑 3 号楼 2 单元 501[\s\S]*王\*\*[\s\S]*添加房屋/,
    async act(page) {
      await page.press('我搬走了')
      await page.untilText('不住在锦和苑 3 号楼 1 单元 402了吗')
      await page.press('我搬走了')
      await page.untilText('已登记您搬走了')
      const { homes } = await asResident<Homes>('/homes')
      expect(homes.map(({ label }) => label)).not.toContain('锦和苑 3 号楼 1 单元 402')
    },
  },
  'packages/space/family': {
    who: RESIDENT,
    address: () => '/packages/space/family',
    heading: /^家人和代办$/,
    words: /请人代办[\s\S]*登记孩子/,
    async act(page) {
      await page.press('请人代办')
      await page.press(/^王\*\*/, 'radio')
      await page.press('同意请他代办')
      await page.untilText('已经登记')
      const { delegates } = await asResident<{ delegates: readonly { maskedName: string }[] }>(
        '/homes/family',
      )
      expect(delegates).toMatchObject([{ maskedName: '王**' }])
    },
  },
  'packages/space/invitation': {
    who: RESIDENT,
    address: async () => {
      const { id } = await invitation(RESIDENT, await roomNamed('锦和苑 3 号楼 2 单元 501'), 'carer')
      return `/packages/space/invitation?id=${id}`
    },
    heading: /^邀请码$/,
    words: /锦和苑 3 号楼 2 单元 501[\s\S]*邀请照护人/,
    async act(page, app) {
      await page.press('复制链接')
      await page.untilText('链接已复制')
      expect(app.phone.clipboard).toContain('/packages/space/bind?code=')
    },
  },
  'packages/notices/list': {
    who: RESIDENT,
    address: () => '/packages/notices/list',
    heading: /^通知$/,
    words: /第三季度公共收益收支公示/,
    async act(page, app) {
      const unread = (
        await asResident<{ items: readonly (Item & { read: boolean })[] }>('/notices')
      ).items.find(({ read }) => !read)
      await page.type('notice-search', unread?.title ?? '')
      page.events.fire(page.byId('notice-search'), 'confirm', { value: unread?.title }, false)
      await page.press(new RegExp(unread?.title ?? ''), 'link')
      const detail = await app.at('packages/notices/detail')
      expect(detail.options.id).toBe(unread?.id)
      expect(await asResident(`/notices/${unread?.id}`)).toMatchObject({ read: true })
    },
  },
  'packages/notices/detail': {
    who: RESIDENT,
    address: noticeToConfirm,
    heading: /停水检修/,
    words: /青禾社区居委会[\s\S]*户已知晓/,
    async act(page) {
      await page.press('我已知晓')
      await page.untilText('您已知晓')
      expect(await asResident(`/notices/${page.options.id}`)).toMatchObject({ confirmed: true })
    },
  },
  'packages/notices/disclosure': {
    who: RESIDENT,
    address: () => '/packages/notices/disclosure',
    heading: /^居务公开$/,
    words: /会议决定及实施[\s\S]*第 \d+ 天，至少 15 天/,
    async act(page, app) {
      await page.press(/至少 15 天/, 'link')
      const detail = await app.at('packages/notices/detail')
      expect(await asResident(`/notices/${detail.options.id}`)).toMatchObject({ category: 'disclosure' })
    },
  },
  'packages/opinions/new': {
    who: RESIDENT,
    address: () => '/packages/opinions/new',
    heading: /^提意见$/,
    words: /公共设施与安全[\s\S]*119/,
    async act(page, app) {
      await page.press('公共设施与安全')
      await page.press('路灯、楼道灯')
      await page.press('下一步：说一说')
      await page.type('text', TEXT)
      const clip = path.join(tmpdir(), `linli-film-${process.pid}.mp4`)
      await writeFile(clip, film({ seconds: 8 }))
      app.phone.films = [{ file: clip, seconds: 8 }]
      await page.press('拍给社区看，最长 30 秒')
      await page.untilText('不要这段视频')
      await rm(clip)
      await page.press('下一步：在哪里')
      await page.press(/^锦和苑 3 号楼 2 单元 501/, 'radio')
      await page.press('提交意见')
      const receipt = await app.at('packages/opinions/receipt')
      expect(await opinion(String(receipt.options.id))).toMatchObject({
        ...{ text: TEXT, status: 'submitted', video: { seconds: 8, state: 'new' } },
      })
    },
  },
  'packages/opinions/receipt': {
    who: RESIDENT,
    address: ofOpinion('receipt', 'opinion'),
    heading: /^收到了$/,
    words: /QH-\d+-\d+/,
    async act(page, app) {
      await page.press('复制编号')
      await page.untilText('编号已复制')
      expect(app.phone.clipboard).toBe((await opinion(matterOf('opinion').targetId)).number)
    },
  },
  'packages/opinions/detail': {
    who: RESIDENT,
    async address() {
      const { items } = await asResident<{ items: readonly Opinion[] }>('/opinions/mine?filter=open')
      const mine = items.find(({ status }) => status === 'submitted')
      return `/packages/opinions/detail?id=${mine?.id}`
    },
    heading: /感应灯/,
    words: /您提交了意见[\s\S]*我写的/,
    async act(page) {
      await page.press('撤回')
      await page.untilText('撤回这件意见吗')
      await page.press('撤回')
      await page.until(() => page.byClass('sheet-layer') === undefined, 'the sheet gone')
      expect(await opinion(String(page.options.id))).toMatchObject({ status: 'withdrawn' })
    },
  },
  'packages/opinions/supplement': {
    who: RESIDENT,
    address: ofOpinion('supplement', 'supplement-opinion'),
    heading: /^补充$/,
    words: /社区问您/,
    async act(page, app) {
      await page.type('supplement', '每天晚上七点到九点半，周末更久')
      await page.press('送出补充')
      await app.at('packages/opinions/detail')
      const { status, timeline } = await opinion(matterOf('supplement-opinion').targetId)
      expect(status).not.toBe('needs_info')
      expect(timeline.find(({ kind }) => kind === 'supplement')?.text).toBe('每天晚上七点到九点半，周末更久')
    },
  },
  'packages/opinions/rate': {
    who: RESIDENT,
    address: ofOpinion('rate', 'rate-opinion'),
    heading: /电梯|车棚/,
    words: /社区的答复[\s\S]*满意吗/,
    async act(page, app) {
      await page.press('送出评价')
      await page.untilText('请选择解决了没有')
      await page.press('解决了', 'radio')
      await page.press('满意', 'radio')
      await page.press('送出评价')
      await app.at('packages/opinions/detail')
      const { rating } = await opinion(matterOf('rate-opinion').targetId)
      expect(rating).toMatchObject({ solved: 'yes', score: 4 })
    },
  },
  'packages/opinions/mine': {
    who: RESIDENT,
    address: () => '/packages/opinions/mine',
    heading: /^我的意见$/,
    words: /QH-\d+-\d+/,
    async act(page, app) {
      await page.press('办理中')
      await page.until(
        () => app.phone.exchangesOf('GET', /filter=open/).some(({ status }) => status === 200),
        'the open ones',
      )
      await page.settled()
      await page.press(/QH-\d+-\d+/, 'link')
      const detail = await app.at('packages/opinions/detail')
      expect(await opinion(String(detail.options.id))).toMatchObject({ id: detail.options.id, mine: true })
    },
  },
  'packages/opinions/board': {
    who: RESIDENT,
    address: () => '/packages/opinions/board',
    heading: /^公开答复$/,
    words: /青禾社区：/,
    async act(page) {
      await page.type('board-search', '没有这样的事')
      page.events.fire(page.byId('board-search'), 'confirm', { value: '没有这样的事' }, false)
      await page.untilText('没有找到“没有这样的事”')
      await page.type('board-search', '')
      await page.untilText('青禾社区：')
    },
  },
}
