import type { ReactNode } from 'react'
import { Box } from './box'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Tap } from './tap'

/** Holds BigTiles. */
export function TileGrid({ children }: { readonly children: ReactNode }) {
  return <Box className="tile-grid">{children}</Box>
}

export interface Entry {
  readonly icon: IconName
  readonly title: string
  readonly to: string
}

/** The entries of the home page, four in a row. */
export function EntryGrid({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <Box className="entry-grid">
      {entries.map((entry) => (
        <Tap key={entry.title} className="entry-grid__entry" to={entry.to}>
          <Icon name={entry.icon} className="entry-grid__icon" />
          <Box as="span">{entry.title}</Box>
        </Tap>
      ))}
    </Box>
  )
}
