import { useState } from 'react'

export interface KnownPerson {
  readonly personId: string
  /** `周**，锦和苑 3 号楼 2 单元 501` */
  readonly label: string
}

/** Whom the ids of a form mean: as the server told of a draft, and as they were picked since. */
export function usePeopleLabels(known: readonly KnownPerson[]) {
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({})
  return {
    labelOf: (id: string): string | undefined =>
      picked[id] ?? known.find(({ personId }) => personId === id)?.label,
    pick: (id: string, label: string) => setPicked((all) => ({ ...all, [id]: label })),
  }
}
