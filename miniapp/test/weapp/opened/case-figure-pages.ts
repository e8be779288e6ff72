import { dayOf } from '@linli/shared/time'
import { ADMIN, RESIDENT, STAFF, asStaff, type Pages } from './stage'

const month = dayOf(new Date()).slice(0, 7)
const ended = '/packages/staff-cases/figure-cases?by=category&part=all'

interface Ended {
  readonly id: string
  readonly title: string
  readonly category: { readonly urgent: boolean }
}

export const caseFigurePages: Pages = {
  'packages/staff-cases/catalogue': {
    who: ADMIN,
    address: () => '/packages/staff-cases/catalogue',
    heading: /^类别和时限$/,
    words: /时限[\s\S]*环境卫生[\s\S]*存为新的一版/,
    async act(page) {
      await page.press('楼道堆物')
      await page.type('item-days', '4')
      await page.press('改好了')
      await page.press('存为新的一版')
      await page.untilText('已存为新的一版')
      await page.untilText(/第 1 版/)
    },
  },
  'packages/opinions/figures': {
    who: RESIDENT,
    address: () => '/packages/opinions/figures',
    heading: /^办得怎么样$/,
    words: /全社区[\s\S]*(办结了|还没有办结)/,
    async act(page, app) {
      await page.press('上个月')
      await page.until(
        () => app.phone.exchangesOf('GET', /board\/figures/).length > 1,
        'the figures of the month before',
      )
      await page.settled()
    },
  },
  'packages/staff-cases/figures': {
    who: STAFF,
    address: () => '/packages/staff-cases/figures',
    heading: /^办件统计$/,
    words: /满意率[\s\S]*待回访/,
    async act(page, app) {
      await page.press('按网格', 'radio')
      await page.until(
        () => app.phone.exchangesOf('GET', /by=grid/).some(({ status }) => status === 200),
        'the figures by grid',
      )
      await page.settled()
    },
  },
  'packages/staff-cases/figure-cases': {
    who: STAFF,
    address: () => `${ended}&month=${month}`,
    heading: /办结的$/,
    words: /已办结|不受理|没有这样的办件/,
    async act(page, app) {
      const { community } = await asStaff<{ community: { id: string } }>('/session')
      const { items } = await asStaff<{ items: readonly Ended[] }>(
        `/staff/case-figures/cases?communityId=${community.id}&month=${month}&by=category&part=all`,
      )
      // What was urgent carries its mark before the title.
      const item = items.find(({ category }) => !category.urgent)
      // Early in a month nothing may have ended yet.
      if (item === undefined) return
      await page.press(item.title)
      expect((await app.at('packages/staff-cases/detail')).options.id).toBe(item.id)
    },
  },
}
