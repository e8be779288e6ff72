import { storedSession } from '../signed-in'
import { RESIDENT, asResident, matterOf, call, type Pages } from './stage'

export const accountPages: Pages = {
  'pages/not-found': {
    who: RESIDENT,
    address: () => '/pages/not-found',
    heading: /^没有这个页面$/,
    words: /网址可能少了几个字/,
    async act(page, app) {
      await page.press('回首页', 'link')
      await app.at('pages/home')
    },
  },
  'pages/home': {
    who: RESIDENT,
    address: () => '/pages/home',
    heading: /^有 \d+ 件事与您有关$/,
    words: /停水检修[\s\S]*通知/,
    async act(page, app) {
      await page.press(new RegExp(`^${matterOf('confirm-notice').title}`), 'link')
      await app.at('packages/notices/detail')
      const { targetId } = matterOf('confirm-notice')
      expect(await asResident(`/notices/${targetId}`)).toMatchObject({ read: true, confirmed: false })
    },
  },
  'pages/services': {
    who: RESIDENT,
    address: () => '/pages/services',
    heading: /^办事$/,
    words: /提意见[\s\S]*我的网格[\s\S]*打给社区服务中心/,
    async act(page, app) {
      await page.press(/打给社区服务中心/)
      const { communityPhone } = await asResident<{ communityPhone: string }>('/space/grid-card')
      expect(app.phone.callsOf('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: communityPhone })
    },
  },
  'pages/council': {
    who: RESIDENT,
    address: () => '/pages/council',
    heading: /^议事$/,
    words: /看居务公开[\s\S]*公开答复[\s\S]*青禾社区：/,
    async act(page, app) {
      await page.press(/青禾社区：/, 'link')
      const detail = await app.at('packages/opinions/detail')
      const { items } = await asResident<{ items: readonly { id: string }[] }>('/opinions/board')
      expect(items.map(({ id }) => id)).toContain(detail.options.id)
    },
  },
  'pages/me': {
    who: RESIDENT,
    address: () => '/pages/me',
    heading: /^我的$/,
    words: /周玉兰[\s\S]*锦和苑 3 号楼 2 单元 501[\s\S]*退出登录/,
    async act(page, app) {
      await page.press(/^长辈模式/, 'switch')
      await page.until(() => page.byClass('theme-elder'), 'elder mode')
      expect(app.phone.storage.get('linli:theme')).toContain('"elder":true')
      await page.press(/^退出长辈模式/, 'switch')
      await page.until(() => page.byClass('theme-light'), 'the light theme')
    },
  },
  'packages/account/sign-in': {
    who: 'visitor',
    address: () => '/packages/account/sign-in',
    heading: /^登录邻里智治$/,
    words: /演示人物[\s\S]*周玉兰/,
    async act(page, app) {
      await page.press(/吴桂英/)
      await app.at('pages/home')
      expect(storedSession(app.phone)?.refreshToken).toBeTruthy()
    },
  },
  'packages/account/consent': {
    who: RESIDENT,
    address: () => '/packages/account/consent',
    heading: /^隐私说明$/,
    words: /用来做什么[\s\S]*全文[\s\S]*撤回同意/,
    async act(page, app) {
      const before = await asResident<{ optionalPurposes: { wechatMessages: boolean } }>('/session')
      const { wechatMessages } = before.optionalPurposes
      await page.press(/微信/, 'switch')
      await page.press('保存选择')
      await app.at('pages/home')
      expect(await asResident('/session')).toMatchObject({
        optionalPurposes: { wechatMessages: !wechatMessages },
      })
    },
  },
  'packages/account/messages': {
    who: RESIDENT,
    address: () => '/packages/account/messages',
    heading: /^消息$/,
    words: /社区答复了您的意见/,
    async act(page) {
      await page.press('全部已读')
      await page.until(() => !page.text.includes('条未读'), 'nothing unread')
      expect(await asResident('/messages/counts')).toMatchObject({ unread: 0 })
    },
  },
  'packages/account/elder': {
    who: RESIDENT,
    address: () => '/packages/account/elder',
    heading: /^字号和深浅$/,
    words: /停水检修[\s\S]*长辈模式/,
    async act(page, app) {
      await page.press('再大', 'radio')
      await page.until(() => page.find((node) => String(node.attr.pageStyle).includes('1.25')), 'larger type')
      expect(app.phone.storage.get('linli:theme')).toContain('"scale":1.25')
      await page.press('标准', 'radio')
    },
  },
  'packages/account/second-factor': {
    who: 'community-admin',
    address: () => '/packages/account/second-factor',
    heading: /^动态码$/,
    words: /还没有设置动态码[\s\S]*手机丢了怎么办[\s\S]*帮同事重置/,
    async act(page) {
      const shown = /直接填 (\d{6})/
      await page.press('设置动态码')
      await page.until(() => shown.test(page.text), 'the secret')
      await page.type('second-factor-code', shown.exec(page.text)?.[1] ?? '')
      await page.press('确认设置')
      await page.until(() => page.text.includes('只显示这一次'), 'the recovery codes')
      expect(await call('community-admin', 'GET', '/second-factor')).toMatchObject({
        enrolled: true,
        recoveryCodesLeft: 10,
      })
    },
  },
  'packages/account/my-data': {
    who: RESIDENT,
    address: () => '/packages/account/my-data',
    heading: /^邻里智治存了您 \d+ 类信息$/,
    words: /居民名册[\s\S]*看了完整手机号[\s\S]*申请更正[\s\S]*导出我的数据/,
    async act(page) {
      await page.press('导出我的数据')
      await page.untilText(/点一下下载，保留到/)
      const { items } = await asResident<{ items: readonly { status: string }[] }>('/privacy/exports')
      expect(items).toMatchObject([{ status: 'ready' }])
    },
  },
  'packages/account/data-kind': {
    who: RESIDENT,
    address: () => '/packages/account/data-kind?kind=roll',
    heading: /^居民名册$/,
    words: /用途[\s\S]*保存多久[\s\S]*周玉兰[\s\S]*138\*\*\*\*0001/,
    async act(page) {
      // A page to read: what it holds is what the server says, and no number stands in full.
      expect(page.text).not.toContain('13800000001')
      const { items } = await asResident<{ items: readonly unknown[] }>('/privacy/my-data/roll')
      expect(items).toHaveLength(1)
    },
  },
  'packages/account/correct': {
    who: RESIDENT,
    address: () => '/packages/account/correct',
    heading: /^申请更正$/,
    words: /哪一项不对[\s\S]*与房屋的关系/,
    async act(page) {
      await page.type('correction-value', '周玉岚')
      await page.press('交给社区核对')
      await page.untilText(/已经交给社区核对/)
      const { items } = await asResident<{ items: readonly object[] }>('/privacy/corrections')
      expect(items).toMatchObject([{ field: 'name', status: 'submitted' }])
    },
  },
  'packages/account/consents': {
    who: RESIDENT,
    address: () => '/packages/account/consents',
    heading: /^同意与开关$/,
    words: /按我的情况推送[\s\S]*您的决定[\s\S]*撤回全部同意/,
    async act(page) {
      const on = () =>
        asResident<{ current: { personalisedPush: boolean } }>('/privacy/consents').then(
          ({ current }) => current.personalisedPush,
        )
      const before = await on()
      await page.press(/^按我的情况推送/, 'switch')
      await page.untilText('改了开关')
      expect(await on()).toBe(!before)
    },
  },
  'packages/account/delete': {
    who: 'newcomer',
    address: () => '/packages/account/delete',
    heading: /^注销账号$/,
    words: /马上删除[\s\S]*登录账号[\s\S]*同意记录/,
    async act(page, app) {
      await page.press('注销账号')
      await page.untilText('注销账号吗')
      await page.press('注销账号', 'button')
      await page.untilText('所有设备都已退出')
      expect(app.phone.storage.get('linli:session')).toBeUndefined()
    },
  },
}
