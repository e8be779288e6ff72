import { ADMIN, OPERATOR, SUPERVISOR, holderNamed, communityNamed, call, type Pages } from './stage'

export const houseDeskPages: Pages = {
  'packages/staff-audit/retention': {
    who: ADMIN,
    address: () => '/packages/staff-audit/retention',
    heading: /^保存期限$/,
    words: /短信验证码[\s\S]*每天删了什么/,
    async act(page) {
      // A page to read: it holds a line for every rule the server carries out.
      const { rules } = await call<{ rules: readonly { label: string }[] }>(ADMIN, 'GET', '/staff/retention')
      for (const { label } of rules) expect(page.text).toContain(label)
    },
  },
  'packages/staff-audit/trail': {
    who: SUPERVISOR,
    address: () => '/packages/staff-audit/trail',
    heading: /^操作记录$/,
    words: /查看个人信息[\s\S]*陈立新（社区工作者）/,
    async act(page) {
      await page.press('校验')
      await page.untilText(/条记录完整，没有被改过|条起不可信/)
      expect(page.text).toMatch(/\d+ 条记录完整，没有被改过/)
    },
  },
  'packages/staff-settings/roles': {
    who: ADMIN,
    address: () => '/packages/staff-settings/roles',
    heading: /^授权$/,
    words: /陈立新，社区工作者[\s\S]*李敏，网格员/,
    async act(page) {
      await page.press('授权')
      await page.pick('grant-role', '社区工作者')
      await page.type('grant-phone', '13700000011')
      await page.type('grant-name', '孙小芳')
      await page.press('授权')
      // The session proved the second factor when it was set up, on an earlier page.
      await page.untilText('等本人用这个手机号登录后生效')
      const { items } = await call<{ items: readonly { name: string; maskedPhone: string }[] }>(
        ADMIN,
        'GET',
        '/role-grants/invitations',
      )
      expect(items).toMatchObject([{ name: '孙小芳', maskedPhone: '137****0011' }])
    },
  },
  'packages/staff-settings/holder': {
    who: ADMIN,
    address: async () => `/packages/staff-settings/holder?id=${await holderNamed('陈立新')}`,
    heading: /^陈立新$/,
    words: /现在的身份[\s\S]*青禾社区的社区工作者[\s\S]*离岗交接/,
    async act(page) {
      await page.press(/^改期限，/)
      await page.press('到某一天为止', 'radio')
      await page.pick('expiry-day', '2099-12-31')
      await page.press('保存期限')
      await page.untilText('最长三年，更久的请选长期有效')
    },
  },
  'packages/staff-district/tenants': {
    who: OPERATOR,
    address: () => '/packages/staff-district/tenants',
    heading: /^街道和社区$/,
    words: /青禾社区[\s\S]*知春社区/,
    async act(page, app) {
      await page.press(/^青禾社区/)
      const card = await app.at('packages/staff-district/tenant')
      await card.untilText('监督电话')
    },
  },
  'packages/staff-district/tenant': {
    who: OPERATOR,
    address: async () => `/packages/staff-district/tenant?id=${await communityNamed('知春社区')}`,
    heading: /^知春社区$/,
    words: /登记居民[\s\S]*编号字母[\s\S]*暂停使用/,
    async act(page) {
      await page.press('暂停使用')
      await page.press('暂停使用')
      // Whoever has not set up a second factor is led there before anything is done.
      await page.untilText('设置一次，大约两分钟')
      const { suspendedAt } = await call<{ suspendedAt: string | null }>(
        OPERATOR,
        'GET',
        `/tenants/${page.options.id}`,
      )
      expect(suspendedAt).toBeNull()
    },
  },
}
