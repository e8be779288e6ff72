import type { ReactNode } from 'react'
import { Box } from './box'
import { QrCode } from './qr-code'
import { Surface } from './surface'

interface DoorCodeCardProps {
  readonly label: string
  readonly title: string
  readonly code: string
  readonly qr: { readonly size: number; readonly path: string }
  /** What to do with it, a paragraph each. */
  readonly notes: readonly string[]
  readonly children?: ReactNode
}

/** The code that proves somebody stands at a door: on a screen or a sheet of paper, read and scanned from two steps away. */
export function DoorCodeCard({ label, title, code, qr, notes, children }: DoorCodeCardProps) {
  const spoken = `签到码 ${[...code].join(' ')}`
  return (
    <Surface padded className="door-code" label={label}>
      <Box as="h2" className="door-code__title">
        {title}
      </Box>
      <QrCode size={qr.size} path={qr.path} label={spoken} />
      <Box className="door-code__digits" label={spoken}>
        {code}
      </Box>
      {notes.map((note) => (
        <Box key={note} as="p" className="door-code__note">
          {note}
        </Box>
      ))}
      {children}
    </Surface>
  )
}
