import type {
  ConsentWay,
  DelegateScope,
  EntryBasis,
  GuardianBasis,
  LookPurpose,
  MaskedField,
} from '@linli/shared/people/people.kinds'
import type { IdKind } from '@linli/shared/people/identity.rules'
import type { NewPerson } from '@linli/shared/people/people.schema'
import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import type { TagDefinitionView } from '@linli/shared/people/tags.schema'
import type { Share } from '@linli/shared/people/shares.rules'
import type { TagSource } from '@linli/shared/people/tag-catalogue'
import type { RelationKind } from '@linli/shared/session/relations'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'
import { useKeptQuery } from '@/platform/kept-query'

export interface PeopleFilter {
  readonly q?: string | undefined
  readonly tag?: string | undefined
}

export const usePeople = (communityId: string | undefined, { q, tag }: PeopleFilter, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['people', communityId ?? '', q ?? '', tag ?? ''],
    queryFn: ({ pageParam, signal }) =>
      api.people.search(
        { query: { communityId, q, tag, ...(pageParam !== '' && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: enabled && communityId !== undefined,
  })

const personKey = (id: string) => ['person', id] as const
const roomKey = (id: string) => ['room-people', id] as const

export const usePerson = (id: string) =>
  useQuery({
    queryKey: personKey(id),
    queryFn: ({ signal }) => api.people.get({ params: { id } }, { signal }),
  })

export const useRoomPeople = (roomId: string) =>
  useQuery({
    queryKey: roomKey(roomId),
    queryFn: ({ signal }) => api.people.room({ params: { id: roomId } }, { signal }),
  })

export const useTagCatalogue = (communityId: string | undefined) =>
  useKeptQuery({
    queryKey: ['tag-catalogue', communityId ?? ''],
    queryFn: (options) => api.people.tagCatalogue({ query: { communityId } }, options),
    enabled: communityId !== undefined,
  })

export function useSaveTag(communityId: string | undefined) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['tag-catalogue'] })
  return useMutation({
    mutationFn: (body: { readonly version: number; readonly tag: TagDefinitionView }) =>
      api.people.saveTag({ body: { ...body, communityId } }),
    onSuccess: again,
    onError: again,
  })
}

export interface HomeDraft {
  readonly roomId: string
  readonly relation: RelationKind
  readonly share: Share | null
  readonly livesIn: boolean
  readonly basis: EntryBasis
}

/** What the office does to a person; each is one event of the contract and answers the new card. */
export type PersonAct =
  | {
      readonly act: 'correct'
      readonly version: number
      readonly name?: string
      readonly phone?: string | null
      readonly birthDate?: string | null
    }
  | { readonly act: 'confirm'; readonly version: number; readonly kind: IdKind; readonly number: string }
  | ({ readonly act: 'relate' } & HomeDraft)
  | {
      readonly act: 'end'
      readonly relationId: string
      readonly reason: 'moved_out' | 'sold' | 'lease_ended' | 'died' | 'care_ended' | 'entered_wrongly'
    }
  | {
      readonly act: 'tag'
      readonly version: number
      readonly code: string
      readonly source: TagSource
      readonly sourceRef?: string
      readonly lastDay?: string
    }
  | { readonly act: 'untag'; readonly version: number; readonly code: string }
  | { readonly act: 'guard'; readonly guardianId: string; readonly basis: GuardianBasis }
  | { readonly act: 'unguard' | 'undelegate' | 'unmerge'; readonly id: string }
  | {
      readonly act: 'delegate'
      readonly delegateId: string
      readonly scope: DelegateScope[]
      readonly way: ConsentWay
      readonly consentDay: string
      readonly lastDay: string
    }

function send(id: string, change: PersonAct): Promise<PersonCardView> {
  const params = { id }
  switch (change.act) {
    case 'correct': {
      const { act: _, ...body } = change
      return api.people.correct({ params, body })
    }
    case 'confirm': {
      const { version, kind, number } = change
      return api.people.confirmIdentity({ params, body: { version, kind, number } })
    }
    case 'relate': {
      const { act: _, ...body } = change
      return api.people.addRelation({ params, body })
    }
    case 'end':
      return api.people.endRelation({ params: { id: change.relationId }, body: { reason: change.reason } })
    case 'tag': {
      const { act: _, ...body } = change
      return api.people.addTag({ params, body })
    }
    case 'untag':
      return api.people.removeTag({ params, body: { version: change.version, code: change.code } })
    case 'guard':
      return api.people.addGuardian({ params, body: { guardianId: change.guardianId, basis: change.basis } })
    case 'delegate': {
      const { act: _, ...body } = change
      return api.people.addDelegate({ params, body })
    }
    case 'unguard':
      return api.people.endGuardian({ params: { id: change.id }, body: {} })
    case 'undelegate':
      return api.people.endDelegate({ params: { id: change.id }, body: {} })
    case 'unmerge':
      return api.people.undoMerge({ params: { id: change.id }, body: {} })
  }
}

/** Does one act; when somebody was faster, the newest card is fetched and what was typed stays. */
export function usePersonAct(id: string) {
  const client = useQueryClient()
  const others = () =>
    Promise.all(
      ['people', 'room-people', 'person'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
  return useMutation({
    mutationFn: (change: PersonAct) => send(id, change),
    onSuccess: (card) => {
      client.setQueryData(personKey(card.id), card)
      return others()
    },
    onError: (error) => refreshIfOvertaken(client, error, personKey(id)),
  })
}

export function useEnterPerson() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ idempotencyKey, ...body }: NewPerson & { readonly idempotencyKey: string }) =>
      api.people.create({ body }, { idempotencyKey }),
    onSuccess: (card) => {
      client.setQueryData(personKey(card.id), card)
      void client.invalidateQueries({ queryKey: ['people'] })
      return client.invalidateQueries({ queryKey: ['room-people'] })
    },
  })
}

/** An owner's share, under the version of the room that was looked at. */
export function useChangeRelation(roomId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      relationId,
      ...body
    }: {
      readonly relationId: string
      readonly roomVersion: number
      readonly share: Share | null
      readonly livesIn: boolean
    }) => api.people.changeRelation({ params: { id: relationId }, body }),
    onSuccess: (room) => {
      client.setQueryData(roomKey(roomId), room)
      return client.invalidateQueries({ queryKey: ['person'] })
    },
    onError: () => client.invalidateQueries({ queryKey: roomKey(roomId) }),
  })
}

/** One field in full. Nothing of the answer is kept beyond the component that asked. */
export const useUnmask = (id: string) =>
  useMutation({
    mutationFn: (look: { readonly field: MaskedField; readonly purpose: LookPurpose }) =>
      api.people.unmask({ params: { id }, body: look }),
    gcTime: 0,
  })

/** Sensitive marks, for as long as the component that asked is open. */
export const useLookTags = (id: string) =>
  useMutation({
    mutationFn: (purpose: LookPurpose) => api.people.lookTags({ params: { id }, body: { purpose } }),
    gcTime: 0,
  })

export const useHelpFirst = () =>
  useMutation({
    mutationFn: (look: { readonly purpose: LookPurpose; readonly communityId: string | undefined }) =>
      api.people.helpFirst({ body: look }),
    gcTime: 0,
  })

export const useMergePreview = (keepId: string, dropId: string | undefined) =>
  useQuery({
    queryKey: ['merge-preview', keepId, dropId ?? ''],
    queryFn: ({ signal }) => api.people.mergePreview({ query: { keepId, dropId: dropId ?? '' } }, { signal }),
    enabled: dropId !== undefined,
    gcTime: 0,
  })

export function useMerge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: {
      readonly keepId: string
      readonly keepVersion: number
      readonly dropId: string
      readonly dropVersion: number
      readonly take: { name?: boolean; phone?: boolean; birthDate?: boolean }
    }) => api.people.merge({ body }),
    onSuccess: async (card) => {
      client.setQueryData(personKey(card.id), card)
      await client.invalidateQueries({ queryKey: ['people'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['merge-preview'] }),
  })
}
