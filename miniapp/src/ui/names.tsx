import { Box } from './box'

/** The last character before the stars, with them: `吴**` of `吴**的家`. */
const masked = /([^\s*]\*+)/

/** Words in which a masked name stands on one line: a browser breaks between a character and a star. */
export function Names({ children }: { readonly children: string }) {
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
