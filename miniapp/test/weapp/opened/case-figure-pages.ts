import { dayOf } from '@linli/shared/time'
import { STAFF, asStaff, type Pages } from './stage'

const month = dayOf(new Date()).slice(0, 7)
const ended = '/packages/staff-cases/figure-cases?by=category&part=all'

interface Ended {
  readonly id: string
  readonly title: string
  readonly category: { readonly urgent: boolean }
}

export const caseFigurePages: Pages = {
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
