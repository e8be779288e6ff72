import type { PersonItemView } from '@linli/shared/people/people.schema'
import { relationLabel } from '@linli/shared/session/relations'
import { Box } from '@/ui/box'
import type { Column } from '@/ui/data-table.types'
import { ListRow } from '@/ui/list-row'
import { Pill } from '@/ui/pill'

/** `锦和苑 3 号楼 2 单元 501（业主）` */
export const homesText = ({ homes }: Pick<PersonItemView, 'homes'>): string =>
  homes.length === 0
    ? '现在没有登记住处'
    : homes.map(({ label, relation }) => `${label}（${relationLabel[relation]}）`).join('、')

export const ageText = (age: number | null): string => (age === null ? '年龄不详' : `${age} 岁`)

export const personName = (item: PersonItemView): string =>
  [item.maskedName, ageText(item.age), homesText(item), item.maskedPhone].filter(Boolean).join('，')

function Tags({ tags }: Pick<PersonItemView, 'tags'>) {
  return (
    <Box className="person-tags">
      {tags.map((tag) => (
        <Pill key={tag}>{tag}</Pill>
      ))}
    </Box>
  )
}

export const personColumns: readonly Column<PersonItemView>[] = [
  {
    key: 'name',
    title: '姓名',
    width: '150px',
    render: (item) => (
      <>
        <Box className="person-name">{item.maskedName}</Box>
        <Box className="person-note">{ageText(item.age)}</Box>
      </>
    ),
  },
  { key: 'home', title: '房屋', render: homesText },
  { key: 'phone', title: '手机', width: '140px', render: (item) => item.maskedPhone ?? '—' },
  { key: 'tags', title: '标签', width: '180px', render: (item) => <Tags tags={item.tags} /> },
  { key: 'account', title: '账号', width: '104px', render: (item) => (item.hasAccount ? '已注册' : '—') },
]

/** The same person on a phone. */
export function PersonRow({ item, onTap }: { readonly item: PersonItemView; readonly onTap: () => void }) {
  return (
    <ListRow
      disc="people"
      title={`${item.maskedName}，${ageText(item.age)}`}
      detail={homesText(item)}
      meta={
        <>
          <Box as="span">{item.maskedPhone ?? '没有手机号'}</Box>
          <Tags tags={item.tags} />
        </>
      }
      onTap={onTap}
    />
  )
}
