import type { Answer, Client } from './http-client'
import { cardIn, type Card } from './people-town'

/** Staff who make two records one, and part them again; `office` gives a client whose token holds. */
export const mergeDesk = (office: () => Client) => {
  const card = async (id: string): Promise<Card> => cardIn(await office().get(`/people/${id}`))
  return {
    card,
    async merge(keepId: string, dropId: string, take: Record<string, boolean> = {}): Promise<Answer> {
      const [keep, drop] = [await card(keepId), await card(dropId)]
      return office().post('/people/merges', {
        ...{ keepId, keepVersion: keep.version, dropId, dropVersion: drop.version, take },
      })
    },
    /** The latest merge of the record. */
    undo: ({ merges }: Card): Promise<Answer> => office().post(`/people/merges/${merges[0]?.id}/undo`, {}),
  }
}
