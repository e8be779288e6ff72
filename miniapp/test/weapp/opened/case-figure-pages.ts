import { dayOf } from '@linli/shared/time'
import { STAFF, asStaff, type Pages } from './stage'

const month = dayOf(new Date()).slice(0, 7)
const unheard = '/packages/staff-cases/figure-cases?by=category&part=all'

export const caseFigurePages: Pages = {
  'packages/staff-cases/figures': {
    who: STAFF,
    address: () => '/packages/staff-cases/figures',
    heading: /^办件统计$/,
    words: /满意率[\s\S]*待回访/,
    async act(page, app) {
      await page.press('按网格')
      await page.until(
        () => app.phone.exchangesOf('GET', /by=grid/).some(({ status }) => status === 200),
        'the figures by grid',
      )
      await page.settled()
    },
  },
  'packages/staff-cases/figure-cases': {
    who: STAFF,
    address: () => `${unheard}&month=${month}`,
    heading: /办结的$/,
    words: /办结的/,
    async act(page, app) {
      const { community } = await asStaff<{ community: { id: string } }>('/session')
      const { items } = await asStaff<{ items: readonly { id: string; title: string }[] }>(
        `/staff/case-figures/cases?communityId=${community.id}&month=${month}&by=category&part=all`,
      )
      const [item] = items
      // Early in a month nothing has ended yet: then the page says so.
      if (item === undefined) return page.untilText('没有这样的办件')
      await page.press(item.title)
      expect((await app.at('packages/staff-cases/detail')).options.id).toBe(item.id)
    },
  },
}
