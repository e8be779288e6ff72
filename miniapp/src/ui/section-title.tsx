import type { ReactNode } from 'react'
import { Box } from './box'
import { Names } from './names'
import { Tap } from './tap'

interface SectionTitleProps {
  readonly title: string
  /** Quiet words beside the title. */
  readonly note?: string | undefined
  /** At the right: `全部 26 条`; a link when it leads somewhere. */
  readonly more?: string | undefined
  readonly to?: string | undefined
  readonly onMore?: (() => void) | undefined
  readonly children?: ReactNode
}

/** Heading above a surface. */
export function SectionTitle({ title, note, more, to, onMore, children }: SectionTitleProps) {
  const link = to !== undefined || onMore !== undefined
  return (
    <Box className="section-title">
      <Box className="section-title__words">
        <Box as="h2" className="section-title__title">
          {title}
        </Box>
        {note !== undefined && (
          <Box as="span" className="section-title__note">
            <Names>{note}</Names>
          </Box>
        )}
      </Box>
      {more !== undefined &&
        (link ? (
          <Tap className="section-title__more" to={to} onTap={onMore} label={`${title}，${more}`}>
            {more}
          </Tap>
        ) : (
          <Box className="section-title__more">{more}</Box>
        ))}
      {children}
    </Box>
  )
}
