import type { ReactNode } from 'react'
import { Box } from './box'

/** The last character before the stars, with them: `吴**` of `吴**的家`; not the figure of `138****0001`. */
const masked = /([\u4e00-\u9fff]\*+)/

/**
 * Words in which a masked name stands on one line: a browser breaks between a character and a star. What is no text stays
 * as it is.
 */
export function Names({ children }: { readonly children: ReactNode }) {
  if (typeof children !== 'string') return <>{children}</>
  const parts = children.split(masked)
  if (parts.length === 1) return <>{children}</>
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <Box key={index} as="span" className="unbroken">
            {part}
          </Box>
        ),
      )}
    </>
  )
}
