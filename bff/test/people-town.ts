import type { Role } from '@linli/shared/roles'
import { planTree, type DemoTree } from '../src/modules/demo/demo-tree'
import { createSpaceRepository } from '../src/modules/space/space.repository'
import type { Actor } from '../src/platform/actor'
import { scopeOf } from '../src/platform/scope'
import type { HomeEntry, RollEntry } from '../src/modules/people/roll.service'
import { bodyOf, type Answer, type Client } from './http-client'
import { testTermsVersion } from './personas'
import type { TestApp } from './test-app'

/** The demo street's tree with nobody in it yet, and one member of staff per role. */
export interface PeopleTown {
  readonly tree: DemoTree
  readonly own: string
  readonly other: string
  /** `锦和苑 3 号楼 2 单元 501` */
  room(label: string): string
  as(role: Role, options?: { grid?: string; community?: 'own' | 'other' }): Client
  actor(role: Role, options?: { grid?: string; community?: 'own' | 'other' }): Actor
  /** Enters people past the desk; answers their ids in order. */
  enrol(...entries: readonly Partial<RollEntry>[]): Promise<string[]>
  home(label: string, more?: Partial<HomeEntry>): { home: HomeEntry }
}

export async function buildPeopleTown(app: TestApp): Promise<PeopleTown> {
  const { ids, clock, uow, services } = app.deps
  const tree = planTree(ids, clock.now())
  await createSpaceRepository(app.connection).insertMany(tree.rows)
  const [own, other] = [tree.community('青禾社区'), tree.community('知春社区')]

  const actor: PeopleTown['actor'] = (role, { grid, community = 'own' } = {}) => {
    const communityId = community === 'own' ? own : other
    const nodeId = grid === undefined ? communityId : tree.at('青禾社区', grid)._id
    const name = `${role}${grid ?? ''}${community}`.replaceAll(/[^A-Za-z]/g, '')
    return {
      accountId: `acc_test${name}`,
      sessionId: `ses_test${name}${grid ?? ''}`,
      personId: null,
      communityId: role === 'street_admin' || role === 'district_operator' ? null : communityId,
      grants: [
        {
          role,
          nodeId,
          communityIds:
            role === 'street_admin' || role === 'district_operator' ? [own, other] : [communityId],
        },
      ],
      consentVersion: testTermsVersion,
    }
  }
  const room = (label: string): string => tree.at('青禾社区', label)._id

  return {
    tree,
    own,
    other,
    room,
    actor,
    as: (role, options) => app.as(actor(role, options)),
    home: (label, more) => ({
      home: { roomId: room(label), relation: 'owner', share: null, livesIn: true, ...more },
    }),
    async enrol(...entries) {
      const blank = { name: '王一', phone: null, birthDate: null, identity: null, home: null, tags: [] }
      const rows = entries.map((entry): RollEntry => ({ ...blank, ...entry }))
      const outcomes = await uow.run(() => services.roll.upsertPeople(scopeOf([own]), rows, 'acc_testEnrol'))
      return outcomes.map((outcome) => {
        if (outcome.result === 'refused') throw new Error(`not enrolled: ${outcome.reason}`)
        return outcome.personId
      })
    },
  }
}

/** A card as an answer shows it, with the parts the tests steer by. */
export interface Card extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly homes: { id: string; roomId: string; share: unknown; relation: string }[]
  readonly formerHomes: { id: string; endLabel: string }[]
  readonly merges: { id: string; canUndo: boolean }[]
  readonly abilities: Record<string, unknown>
}

/** The card in an answer that succeeded; the error names the problem otherwise. */
export const cardIn = (answer: Answer): Card => bodyOf(answer)
