import { useState } from 'react'
import { plainLook } from '@/features/staff-cases/case-look'
import { useCases } from '@/features/staff-cases/queries'
import { Box } from '@/ui/box'
import { OptionGroup } from '@/ui/option-group'
import { SearchField } from '@/ui/search-field'
import './staff-council.scss'

const MOST_SHOWN = 8

interface OpinionPickerProps {
  readonly communityId: string
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

/** The opinions a topic comes from, found by number, place or words; those chosen stay in sight. */
export function OpinionPicker({ communityId, chosen, onChange }: OpinionPickerProps) {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({})
  const found = useCases(q === undefined ? undefined : communityId, plainLook, q)
  const items = q === undefined ? [] : (found.data?.pages[0]?.items ?? []).slice(0, MOST_SHOWN)
  const names = { ...titles, ...Object.fromEntries(items.map(({ id, title }) => [id, title])) }
  const shown = [...new Set([...chosen, ...items.map(({ id }) => id)])]
  return (
    <Box className="opinion-picker">
      <Box className="topic-acts__why">来自哪些意见（可不选）。提意见和支持意见的人会一起关注这个议题</Box>
      <SearchField
        id="opinion-search"
        placeholder="编号、地点、内容"
        value={typed}
        onChange={setTyped}
        onSubmit={() => {
          setTitles(names)
          setQ(typed.trim() === '' ? undefined : typed.trim())
        }}
      />
      {q !== undefined && found.isSuccess && items.length === 0 && (
        <Box className="topic-acts__why">{`没有找到“${q}”`}</Box>
      )}
      {shown.length > 0 && (
        <OptionGroup
          id="topic-opinions"
          label="来自哪些意见"
          multiple
          options={shown.map((id) => ({ value: id, title: names[id] ?? id }))}
          chosen={chosen}
          onChange={(ids) => {
            setTitles(names)
            onChange(ids)
          }}
        />
      )}
    </Box>
  )
}
