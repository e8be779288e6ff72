import { Box } from './box'
import { Tap } from './tap'

interface ReachPart {
  readonly key: string
  readonly count: number
  /** `户已知晓`: stands after the number. */
  readonly words: string
}

interface ReachBarProps {
  readonly title: string
  readonly note?: string | undefined
  /** From full colour to empty: confirmed, (told at the door,) only read, not yet. Two to four. */
  readonly parts: readonly ReachPart[]
  /** Staff open the list behind a part. */
  readonly onOpen?: ((key: string) => void) | undefined
}

/** Three parts are known, only read, not yet; the fourth is told at the door, which is done as well. */
const tones = {
  2: ['full', 'none'],
  3: ['full', 'half', 'none'],
  4: ['full', 'told', 'half', 'none'],
} as const
const toneOf = (index: number, length: 2 | 3 | 4) => tones[length][index] ?? 'none'

/** Who knows, in one bar with its numbers in words. */
export function ReachBar({ title, note, parts, onOpen }: ReachBarProps) {
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  const length = parts.length <= 2 ? 2 : parts.length === 3 ? 3 : 4
  const label = (part: ReachPart, index: number) => (
    <>
      <Box as="span" hidden className={`reach__square reach__square--${toneOf(index, length)}`} />
      <Box as="span">{`${part.count} ${part.words}`}</Box>
    </>
  )
  return (
    <Box className="reach">
      <Box className="reach__head">
        <Box className="reach__title">{title}</Box>
        {note !== undefined && <Box className="reach__note">{note}</Box>}
      </Box>
      <Box hidden className="reach__track">
        {total > 0 &&
          parts
            .slice(0, -1)
            .map((part, index) => (
              <Box
                key={part.key}
                className={`reach__part reach__part--${toneOf(index, length)}`}
                style={{ width: `${((part.count / total) * 100).toFixed(2)}%` }}
              />
            ))}
      </Box>
      <Box className="reach__labels">
        {parts.map((part, index) =>
          onOpen === undefined ? (
            <Box key={part.key} className="reach__label">
              {label(part, index)}
            </Box>
          ) : (
            <Tap key={part.key} className="reach__label reach__label--link" onTap={() => onOpen(part.key)}>
              {label(part, index)}
            </Tap>
          ),
        )}
      </Box>
    </Box>
  )
}
