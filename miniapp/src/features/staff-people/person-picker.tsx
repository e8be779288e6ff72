import type { PersonItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
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

/** How a person is told from others of the name. */
const detailOf = (item: PersonItemView): string =>
  [homesText(item), item.maskedPhone].filter(Boolean).join('，')
const titleOf = (item: PersonItemView): string => `${item.maskedName}，${ageText(item.age)}`

/** Finds another person of the community. Whoever was picked stands alone, and the list that was searched is gone. */
export function PersonPicker({ id, except, chosen, onPick }: PersonPickerProps) {
  const { communityId } = useDesk()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [picked, setPicked] = useState<PersonItemView>()
  const people = usePeople(communityId, { q }, q !== '')
  const pick = (item: PersonItemView) => {
    setPicked(item)
    setTyped('')
    setQ('')
    onPick(item)
  }
  // Where several are picked one after the other, the page lists them itself and the next search begins empty.
  if (picked !== undefined && picked.id === chosen)
    return (
      <Box className="person-picker">
        <ListRow
          icon="people"
          title={titleOf(picked)}
          detail={detailOf(picked)}
          action={
            <Button kind="outline" small onTap={() => setPicked(undefined)}>
              换一个人
            </Button>
          }
        />
      </Box>
    )
  return (
    <Box className="person-picker">
      <SearchField
        id={id}
        placeholder="姓名、拼音首字母、手机、房号"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          if (value === '') setQ('')
        }}
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
                  title={titleOf(item)}
                  detail={detailOf(item)}
                  selected={item.id === chosen}
                  onTap={() => pick(item)}
                />
              ))
          }
        </PagedList>
      )}
    </Box>
  )
}
