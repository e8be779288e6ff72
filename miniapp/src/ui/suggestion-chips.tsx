import { Box } from './box'
import { FilterChips, type Chip } from './filter-chips'

interface SuggestionChipsProps {
  readonly title: string
  readonly chips: readonly Chip[]
  readonly chosen: string | undefined
  readonly onChoose: (value: string) => void
  /** `系统建议“楼道堆物”，因为您写到…`; the person decides with one tap. */
  readonly reason?: string | undefined
}

/** A choice with a suggestion and its reason. */
export function SuggestionChips({ title, chips, chosen, onChoose, reason }: SuggestionChipsProps) {
  return (
    <Box className="suggestion-chips">
      <Box className="suggestion-chips__head">
        <Box className="suggestion-chips__title">{title}</Box>
        <Box className="suggestion-chips__note">由您确定</Box>
      </Box>
      <FilterChips
        label={title}
        chips={chips}
        chosen={chosen === undefined ? [] : [chosen]}
        onChange={([value]) => value !== undefined && onChoose(value)}
        wrap
        ticked
      />
      {reason !== undefined && (
        <Box live="polite" className="suggestion-chips__reason">
          {reason}
        </Box>
      )}
    </Box>
  )
}
