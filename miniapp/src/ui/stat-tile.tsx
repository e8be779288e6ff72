import { Box } from './box'
import { cls } from './class-names'
import { Tap } from './tap'

interface StatTileProps {
  readonly name: string
  readonly count: number | string
  readonly note?: string | undefined
  /** The note asks for something: it takes the accent. */
  readonly active?: boolean
  readonly to?: string | undefined
  readonly onTap?: (() => void) | undefined
}

/** One figure; put several into a StatRow. */
export function StatTile({ name, count, note, active, to, onTap }: StatTileProps) {
  const content = (
    <>
      <Box className="stat-tile__count">{count}</Box>
      <Box className="stat-tile__name">{name}</Box>
      {note !== undefined && (
        <Box className={cls('stat-tile__note', active && 'stat-tile__note--active')}>{note}</Box>
      )}
    </>
  )
  if (to === undefined && onTap === undefined) return <Box className="stat-tile">{content}</Box>
  return (
    <Tap
      className="stat-tile"
      to={to}
      onTap={onTap}
      label={[`${count} ${name}`, note].filter(Boolean).join('，')}
    >
      {content}
    </Tap>
  )
}
