import { bodyOf } from './http-client'
import { type createSmsBox, signInByPhone, type OwnAccount } from './own-account'
import type { PeopleTown } from './people-town'
import type { TestApp } from './test-app'

/** Somebody on the roll who has signed in by the own phone and found themselves. */
export interface SignedInResident extends OwnAccount {
  readonly phone: string
  readonly personId: string
  readonly roomId: string
  readonly room: string
}

/** One phone after another; the first seven digits are given. */
export function phonesFrom(prefix: string): () => string {
  let given = 0
  return () => `${prefix}${String(++given).padStart(4, '0')}`
}

/** Shows who one is: the name and the room on the roll beside the proven phone. */
export async function findOnRoll(
  { client }: OwnAccount,
  communityId: string,
  roomId: string,
  name: string,
): Promise<void> {
  bodyOf(await client.post('/session/community', { communityId }))
  bodyOf(await client.post('/homes/match', { roomId, name }))
}

export interface Residents {
  /** A room nobody has been entered into: a second person of a name in one room would be the first one. */
  nextRoom(): string
  resident(
    relation?: 'owner' | 'family' | 'tenant',
    more?: { name?: string; tags?: string[]; identity?: { kind: 'resident_id'; number: string } },
  ): Promise<SignedInResident>
}

/** People of the town's own community with accounts of their own, each in a room nobody has been entered into. */
export function createResidents(
  app: TestApp,
  town: PeopleTown,
  box: ReturnType<typeof createSmsBox>,
  nextPhone: () => string,
  firstRoom = 0,
): Residents {
  let taken = firstRoom
  function nextRoom(): string {
    const rooms = town.tree.rows.filter((row) => row.kind === 'room' && row.communityId === town.own)
    const label = rooms[taken++]?.label
    if (label === undefined) throw new Error('the town has no more rooms')
    return label
  }
  return {
    nextRoom,
    async resident(relation = 'tenant', more = {}) {
      const [phone, room] = [nextPhone(), nextRoom()]
      const [personId = ''] = await town.enrol({
        name: more.name ?? '周玉兰',
        phone,
        birthDate: '1958-03-04',
        identity: more.identity ?? null,
        tags: (more.tags ?? []).map((code) => ({
          code,
          source: 'self' as const,
          sourceRef: null,
          expiresAt: null,
        })),
        ...town.home(room, { relation }),
      })
      const account = await signInByPhone(app, box, phone)
      const roomId = town.room(room)
      await findOnRoll(account, town.own, roomId, more.name ?? '周玉兰')
      return { ...account, phone, personId, room, roomId }
    },
  }
}
