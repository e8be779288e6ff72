import { Box } from './box'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Tap } from './tap'

interface BigTileProps {
  readonly icon: IconName
  readonly title: string
  /** `1 条要确认`. */
  readonly state?: string | undefined
  readonly to?: string | undefined
  readonly onTap?: (() => void) | undefined
}

/** A large entry of the elder home page; two in a row inside a TileGrid, one at the largest type. */
export function BigTile({ icon, title, state, to, onTap }: BigTileProps) {
  return (
    <Tap className="big-tile" to={to} onTap={onTap}>
      <Box className="big-tile__head">
        <Icon name={icon} />
        {state !== undefined && <Box className="big-tile__state">{state}</Box>}
      </Box>
      <Box className="big-tile__title">{title}</Box>
    </Tap>
  )
}
