import type { MatterView } from './home.schema'
import { ofEveryKind } from './matters.rules'

const matter = (kind: MatterView['kind'], targetId: string): MatterView => ({
  ...{ kind, targetId, title: '', sentence: '', deadline: null },
})
const idsOf = (matters: readonly MatterView[]) => matters.map(({ targetId }) => targetId)
const visits = Array.from({ length: 9 }, (_, n) => matter('booking', `visit${n}`))

test('many visits do not hide the own opinion, and all stand in their order', () => {
  const shown = ofEveryKind([matter('opinion', 'own'), ...visits, matter('vote', 'poll')], 8)
  expect(idsOf(shown)).toEqual([...idsOf(visits.slice(0, 6)), 'poll', 'own'])
})

test('where there is room for three, they are of three kinds', () => {
  expect(idsOf(ofEveryKind([matter('opinion', 'own'), ...visits, matter('vote', 'poll')], 3))).toEqual([
    'visit0',
    'poll',
    'own',
  ])
})

test('what fits is shown whole', () => {
  const all = [matter('opinion', 'a'), matter('opinion', 'b'), matter('confirm-notice', 'c')]
  expect(idsOf(ofEveryKind(all, 8))).toEqual(['c', 'a', 'b'])
})
