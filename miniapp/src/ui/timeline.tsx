import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'

export interface TimelineEntry {
  readonly id: string
  readonly title: string
  readonly time?: string | undefined
  /** A reply in its quote. */
  readonly quote?: ReactNode
  readonly note?: string | undefined
  /** `next` = what comes next (hollow), `now` = the latest, `past` = before. */
  readonly kind: 'next' | 'now' | 'past'
  /** An internal note: only ever handed in on staff pages. */
  readonly internal?: boolean
}

/** What happened, newest first, beginning with what comes next. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <Box as="ol" className="timeline">
      {entries.map((entry) => (
        <Box as="li" key={entry.id} className={cls('timeline__entry', `timeline__entry--${entry.kind}`)}>
          <Box className="timeline__head">
            <Box className="timeline__title">
              {entry.title}
              {entry.internal && (
                <Box as="span" className="timeline__internal">
                  内部备注
                </Box>
              )}
            </Box>
            {entry.time !== undefined && <Box className="timeline__time">{entry.time}</Box>}
          </Box>
          {entry.quote !== undefined && <Box className="timeline__quote">{entry.quote}</Box>}
          {entry.note !== undefined && <Box className="timeline__note">{entry.note}</Box>}
        </Box>
      ))}
    </Box>
  )
}
