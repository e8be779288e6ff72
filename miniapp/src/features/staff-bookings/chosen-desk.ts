import { useDesk } from '@/features/staff-shell/use-desk'
import { readStored, writeStored } from '@/platform/storage'
import { createStore, useStore } from '@/platform/store'
import { useDesks } from './queries'

const KEY = 'booking-desk'
const stored = readStored(KEY)
const chosen = createStore<string | undefined>(typeof stored === 'string' ? stored : undefined)

/** Remembers on this device at which counter one sits. */
export function chooseBookingDesk(deskId: string): void {
  writeStored(KEY, deskId)
  chosen.set(deskId)
}

/** The desks of the community that is worked on and the one of them that is open here. */
export function useBookingDesk() {
  const { communityId, actor } = useDesk()
  const desks = useDesks(communityId)
  // Means are not sat at: what they are used for is seen at the desks that need them.
  const known = (desks.data?.items ?? []).filter(({ kind }) => kind !== 'means')
  const last = useStore(chosen)
  return {
    ...{ actor, communityId, desks, known },
    desk: known.find(({ id }) => id === last) ?? known.find(({ active }) => active) ?? known[0],
  }
}
