import { readStored, writeStored } from '@/platform/storage'
import { createStore, useStore } from '@/platform/store'

const KEY = 'visited-community'

const stored = (): string | undefined => {
  const value = readStored(KEY)
  return typeof value === 'string' ? value : undefined
}

const visited = createStore<string | undefined>(stored())

/** The community a visitor chose on this device. */
export const useVisitedCommunity = () => useStore(visited)

export function visitCommunity(communityId: string): void {
  writeStored(KEY, communityId)
  visited.set(communityId)
}
