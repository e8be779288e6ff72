import type { MatterView } from '@linli/shared/home/home.schema'
import { MOST_MATTERS, ofEveryKind } from './home.presenter'

const matter = (kind: MatterView['kind'], targetId: string): MatterView => ({
  ...{ kind, targetId, title: '', sentence: '', deadline: null },
})

test('many visits do not hide the own opinion, and all stand in their order', () => {
  const visits = Array.from({ length: 9 }, (_, n) => matter('booking', `visit${n}`))
  const shown = ofEveryKind([matter('opinion', 'own'), ...visits, matter('vote', 'poll')])
  expect(shown).toHaveLength(MOST_MATTERS)
  expect(shown.map(({ targetId }) => targetId)).toEqual([
    ...visits.slice(0, 6).map(({ targetId }) => targetId),
    ...['poll', 'own'],
  ])
})

test('what fits is shown whole', () => {
  const all = [matter('opinion', 'a'), matter('opinion', 'b'), matter('confirm-notice', 'c')]
  expect(ofEveryKind(all).map(({ targetId }) => targetId)).toEqual(['c', 'a', 'b'])
})
