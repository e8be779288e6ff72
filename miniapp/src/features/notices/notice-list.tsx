import {
  noticeCategories,
  noticeCategoryLabel,
  type NoticeCategory,
} from '@linli/shared/notices/notices.rules'
import { useState } from 'react'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { NoticeRow } from './notice-row'
import { useNotices } from './queries'

const ALL = 'all'
const chips = [
  { value: ALL, label: '全部' },
  ...noticeCategories.map((code) => ({ value: code, label: noticeCategoryLabel[code] })),
]

/** All notices for this person: by category, by words. */
export function NoticeList() {
  const communityId = useCommunityId()
  const [category, setCategory] = useState<NoticeCategory>()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const notices = useNotices({ category, q })
  if (communityId === undefined) return <ChooseCommunity />
  const search = (words: string) => setQ(words.trim() === '' ? undefined : words.trim())
  return (
    <>
      <SearchField
        id="notice-search"
        placeholder="标题或内容"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          if (value === '') setQ(undefined)
        }}
        onSubmit={() => search(typed)}
      />
      <FilterChips
        label="按类别"
        chips={chips}
        chosen={[category ?? ALL]}
        onChange={([value]) => setCategory(value === ALL ? undefined : (value as NoticeCategory))}
      />
      <PagedList
        query={notices}
        empty={
          <Surface>
            <EmptyState icon="notice">
              {q === undefined ? '还没有这一类通知' : `没有找到“${q}”，换个词试试`}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <NoticeRow key={item.id} item={item} />
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}
