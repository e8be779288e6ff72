import { body, type Act, type Journey, type Scene } from './walk'

const adult = '1980-05-06'
const child = '2018-05-06'

/** Somebody new, who rents in a room a neighbour of the demo lives in; one letter tells those of a round apart. */
const enter = (letter: 'A' | 'B', birthDate: string): Act => [
  'community-staff',
  'people.create',
  ({ round, home }) =>
    body({
      ...{ name: `路人${letter}${round}`, phone: null, birthDate, roomId: home, livesIn: true },
      ...{ relation: 'tenant', basis: 'door_visit' },
    }),
]
const id = ({ told }: Scene, operation: string, path: string) => ({ id: told(operation, path) })
const second = ({ told }: Scene): unknown => told('people.create', 'id')

/** Ways of a person of the roll, of those who answer and act for one, and of two records of one human. */
export const peopleJourneys: readonly Journey[] = [
  [
    enter('A', adult),
    [
      'community-staff',
      'people.correct',
      ({ round }) => ({ name: `路人${round}`, phone: null, birthDate: adult }),
    ],
    [
      'community-staff',
      'people.confirmIdentity',
      ({ round }) => ({ kind: 'passport', number: `E${1_000_000 + round}` }),
    ],
    ['community-staff', 'people.addTag', ({ told }) => tag(told('people.confirmIdentity', 'version'))],
    ['community-staff', 'people.lookTags'],
    ['community-admin', 'people.removeTag', { code: 'volunteer' }],
    ['community-staff', 'people.unmask', { field: 'name' }],
    ['grid-worker', 'people.get'],
    ['community-staff', 'people.addRelation', { relation: 'family', share: null, livesIn: true }],
    ['community-staff', 'people.room'],
    [
      'community-staff',
      'people.changeRelation',
      (scene) => ({
        ...id(scene, 'people.addRelation', 'homes.0.id'),
        ...{ roomVersion: scene.told('people.room', 'version'), share: null, livesIn: false },
      }),
    ],
    ['community-admin', 'people.get'],
    ['community-admin', 'people.endRelation', (scene) => id(scene, 'people.get', 'homes.0.id')],
  ],
  [
    enter('A', child),
    enter('B', adult),
    ['community-staff', 'people.addGuardian', (scene) => ({ guardianId: second(scene) })],
    ['community-admin', 'people.endGuardian', (scene) => id(scene, 'people.addGuardian', 'guardians.0.id')],
  ],
  [
    enter('A', adult),
    enter('B', adult),
    [
      'community-staff',
      'people.addDelegate',
      (scene) => ({ delegateId: second(scene), consentDay: '2026-11-01', lastDay: '2027-05-01' }),
    ],
    ['community-admin', 'people.endDelegate', (scene) => id(scene, 'people.addDelegate', 'delegates.0.id')],
  ],
  [
    enter('A', adult),
    enter('B', adult),
    ['community-staff', 'people.get'],
    [
      'community-staff',
      'people.mergePreview',
      (scene) => ({ keepId: scene.told('people.get', 'id'), dropId: second(scene) }),
    ],
    [
      'community-staff',
      'people.merge',
      ({ told }) => {
        const side = (name: 'keep' | 'drop') => ({
          [`${name}Id`]: told('people.mergePreview', `${name}.id`),
          [`${name}Version`]: told('people.mergePreview', `${name}.version`),
        })
        return body({ ...side('keep'), ...side('drop'), take: {} })
      },
    ],
    ['community-admin', 'people.undoMerge', (scene) => id(scene, 'people.merge', 'merges.0.id')],
  ],
  [
    ['community-admin', 'people.tagCatalogue'],
    [
      'community-admin',
      'people.saveTag',
      ({ round, told }) =>
        body({
          version: told('people.tagCatalogue', 'version'),
          tag: {
            ...{ code: `walked-${round % 3}`, label: '试用标签', purpose: '走一遍看看', sources: ['staff'] },
            ...{ retentionDays: 30, holdsDays: null, sensitive: false, audience: false },
            visibleTo: ['community_staff'],
          },
        }),
    ],
  ],
]

const tag = (version: unknown) => body({ version, code: 'volunteer', source: 'self' })
