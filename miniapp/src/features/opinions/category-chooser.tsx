import { useState } from 'react'
import { Box } from '@/ui/box'
import { FilterChips } from '@/ui/filter-chips'
import type { useCatalogue } from './queries'
import './opinions.scss'

interface CategoryChooserProps {
  readonly groups: NonNullable<ReturnType<typeof useCatalogue>['data']>['groups']
  readonly chosen: string
  readonly onChoose: (code: string) => void
}

const groupOf = (code: string) => code.split('.')[0]

/** A category in two taps: the first level, then what it is. */
export function CategoryChooser({ groups, chosen, onChoose }: CategoryChooserProps) {
  const [opened, setOpened] = useState<string>()
  const group = opened ?? (chosen === '' ? undefined : groupOf(chosen))
  const items = groups.find(({ code }) => code === group)?.items ?? []
  return (
    <>
      <Box as="h2" className="opinion-question">
        是哪一方面的事
      </Box>
      <FilterChips
        label="是哪一方面的事"
        chips={groups.map(({ code, label }) => ({ value: code, label }))}
        chosen={group === undefined ? [] : [group]}
        onChange={([code]) => setOpened(code)}
        wrap
      />
      {items.length > 0 && (
        <Box className="opinion-items">
          <Box as="h3" className="opinion-question">
            具体是什么
          </Box>
          <FilterChips
            label="具体是什么"
            chips={items.map(({ code, label }) => ({ value: code, label }))}
            chosen={chosen === '' ? [] : [chosen]}
            onChange={([code]) => code !== undefined && onChoose(code)}
            wrap
            ticked
          />
        </Box>
      )}
    </>
  )
}
