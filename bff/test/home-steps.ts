import type { HomeTown, Neighbour } from './home-town'
import { bodyOf, type Client } from './http-client'

/** What one's own homes answer, as far as tests steer by it. */
export interface Mine {
  readonly homes: readonly {
    readonly roomId: string
    readonly relation: string
    readonly relationId: string
    readonly isHead: boolean
    readonly canLeave: boolean
    readonly livesIn: boolean
    readonly mayInvite: readonly string[]
    readonly members: readonly {
      readonly relationId: string
      readonly personId: string
      readonly maskedName: string
      readonly relation: string
      readonly isSelf: boolean
      readonly canEnd: boolean
      readonly hasAccount: boolean
    }[]
    readonly invitations: readonly { readonly id: string; readonly version: number }[]
  }[]
  readonly requests: readonly {
    readonly id: string
    readonly version: number
    readonly status: string
    readonly sentence: string
    readonly asked: string | null
  }[]
}

/** The smallest photo there is. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export const mineOf = async ({ client }: Neighbour): Promise<Mine> => bodyOf(await client.get('/homes'))

/** Uploads the photo of a document; answers its id. */
export async function uploadProof(client: Client): Promise<string> {
  const file = { name: '合同.png', bytes: onePixel }
  return bodyOf<{ id: string }>(await client.upload('/files', file, { purpose: 'home_proof' })).id
}

/** An invitation to a room with its code, by whoever may make one. */
export async function invitationFor(town: HomeTown, client: Client, label: string, relation: string) {
  const made = bodyOf<{ id: string; version: number }>(
    await client.post('/homes/invitations', { roomId: town.room(label), relation }),
  )
  const sheet = bodyOf<{ inviteCode: string; link: string; scene: string }>(
    await client.post(`/homes/invitations/${made.id}/sheet`),
  )
  return { ...made, ...sheet }
}
