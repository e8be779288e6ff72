import type { CategorySuggestionView } from '@linli/shared/opinions/intake.schema'
import { Box } from '@/ui/box'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useCatalogue } from './queries'

interface CategoryPanelProps {
  readonly chosen: string
  readonly suggestion: CategorySuggestionView | null
  readonly error: string | undefined
  readonly onChoose: (code: string) => void
  /** Back to the list of all of them. */
  readonly onOthers: () => void
}

const OTHERS = 'others'
/** A first level without a second proposes its first few. */
const MOST_OF_GROUP = 3

/** 归到哪一类: what was chosen, what the words point to and why; the person decides. */
export function CategoryPanel({ chosen, suggestion, error, onChoose, onOthers }: CategoryPanelProps) {
  const groups = useCatalogue().data?.groups ?? []
  const items = groups.flatMap((group) => group.items)
  const group = groups.find(({ code }) => code === suggestion?.groupCode)
  const proposed =
    suggestion?.code != null
      ? items.filter(({ code }) => code === suggestion.code)
      : (group?.items ?? []).slice(0, MOST_OF_GROUP)
  const own = items.filter(({ code }) => code === chosen)
  const shown = [...new Map([...own, ...proposed].map((item) => [item.code, item])).values()]
  const words = suggestion?.words.map((word) => `“${word}”`).join('')
  return (
    <>
      <SectionTitle title="归到哪一类" note="由您确定" />
      <Surface padded>
        <FilterChips
          label="归到哪一类"
          chips={[
            ...shown.map(({ code, label }) => ({ value: code, label })),
            { value: OTHERS, label: '其他类别' },
          ]}
          chosen={chosen === '' ? [] : [chosen]}
          onChange={([code]) => (code === OTHERS || code === undefined ? onOthers() : onChoose(code))}
          wrap
          ticked
        />
        {suggestion !== null && (
          <Box className="opinion-reason">
            {`系统建议“${suggestion.label ?? suggestion.groupLabel}”，因为您写到${words ?? ''}`}
          </Box>
        )}
        <FieldError id="categoryCode">{error}</FieldError>
      </Surface>
    </>
  )
}
