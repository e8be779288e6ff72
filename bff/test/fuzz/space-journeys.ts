import type { NodeRow } from '../../src/modules/space/node.model'
import { newNode } from '../../src/modules/space/node-draft'
import { body, type Journey, type Scene } from './walk'

/** A community with nobody in it, so that one can be merged while the others are walked through. */
const hamletId = 'nod_fuzzRiverAAAAAAAAAAAAA'

export const hamletBeside = ({ parentId, path, validFrom }: NodeRow): NodeRow =>
  newNode({
    ...{ _id: hamletId, communityId: hamletId, parentId, path: [...path.slice(0, -1), hamletId] },
    ...{ kind: 'community', name: '小桥社区', label: '小桥社区', code: 'XQ', validFrom },
  })

const today = '2026-11-23'
const triangle = {
  type: 'Polygon',
  coordinates: [
    [
      [119.5, 30.5],
      [119.51, 30.5],
      [119.5, 30.51],
      [119.5, 30.5],
    ],
  ],
}

const intoTheGrid = ({ told }: Scene) => ({
  moves: [
    {
      ...{ nodeId: told('tree.create', 'id'), version: told('tree.create', 'version') },
      gridId: told('tree.boundary', 'node.id'),
    },
  ],
})

/** Ways of places: added, put right, changed from a day on, moved to another grid, ended. */
export const spaceJourneys: readonly Journey[] = [
  [
    [
      'community-staff',
      'tree.create',
      ({ caller, round }) =>
        body({ kind: 'grid', parentId: caller.communityId, name: `第 ${100 + round} 网格`, area: '河东' }),
    ],
    ['community-staff', 'tree.boundary', { boundary: triangle }],
    [
      'community-staff',
      'tree.create',
      ({ caller, round }) =>
        body({
          ...{ kind: 'plot', parentId: caller.communityId, name: `车棚 ${round}` },
          ...{ plotKind: 'car-shed', plotOwner: 'all-owners' },
        }),
    ],
    ['community-admin', 'tree.previewRedraw', intoTheGrid],
    ['community-admin', 'tree.redraw', intoTheGrid],
  ],
  [
    [
      'community-staff',
      'tree.create',
      ({ caller, round }) =>
        body({
          kind: 'estate',
          parentId: caller.communityId,
          name: `云水苑 ${round}`,
          developer: '云州城建',
        }),
    ],
    ['grid-worker', 'tree.node'],
    [
      'community-staff',
      'tree.correct',
      ({ round, told }) => body({ version: told('tree.create', 'version'), name: `云水院 ${round}` }),
    ],
    [
      'community-admin',
      'tree.change',
      ({ told }) => body({ version: told('tree.correct', 'version'), developer: null, from: today }),
    ],
    ['community-admin', 'tree.end'],
  ],
  [
    ['district-operator', 'tree.node', { id: hamletId, at: today }],
    ['district-operator', 'tree.mergeCommunity', ({ caller }) => ({ intoId: caller.communityId })],
  ],
]
