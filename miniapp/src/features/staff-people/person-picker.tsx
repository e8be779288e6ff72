import type { PersonItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { ageText, homesText } from './person-row'
import { usePeople } from './queries'

interface PersonPickerProps {
  readonly id: string
  /** Never offered: the person the other one is looked for. */
  readonly except: string
  readonly chosen: string | undefined
  readonly onPick: (item: PersonItemView) => void
}

/** Finds another person of the community. */
export function PersonPicker({ id, except, chosen, onPick }: PersonPickerProps) {
  const { communityId } = useDesk()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const people = usePeople(communityId, { q }, q !== '')
  return (
    <Box className="person-picker">
      <SearchField
        id={id}
        placeholder="姓名、拼音首字母、手机、房号"
        value={typed}
        onChange={setTyped}
        onSubmit={() => setQ(typed.trim())}
      />
      {q !== '' && (
        <PagedList query={people} empty={<EmptyState icon="search">{`没有找到“${q}”`}</EmptyState>}>
          {(items) =>
            items
              .filter((item) => item.id !== except)
              .map((item) => (
                <ListRow
                  key={item.id}
                  title={`${item.maskedName}，${ageText(item.age)}`}
                  detail={[homesText(item), item.maskedPhone].filter(Boolean).join('，')}
                  selected={item.id === chosen}
                  onTap={() => onPick(item)}
                />
              ))
          }
        </PagedList>
      )}
    </Box>
  )
}
