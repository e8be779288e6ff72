import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { ApiError } from '@/platform/api-error'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { PersonPanel } from './person-panel'
import { personColumns, personName, PersonRow } from './person-row'
import { usePeople, useTagCatalogue } from './queries'
import { useOpenPerson } from './use-open-person'
import './staff-people.scss'

const EVERYBODY = ''

/** 居民: found by name, initials, phone or room; on a wide page the open card stands beside the list. */
export function PeoplePage() {
  const { communityId } = useDesk()
  const wide = useWide()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const [tag, setTag] = useState<string>()
  const { open, show, close } = useOpenPerson()
  const people = usePeople(communityId, { q, tag })
  const tags = useTagCatalogue(communityId).data?.items.filter((item) => !item.sensitive) ?? []
  const search = (
    <SearchField
      id="people-search"
      placeholder="姓名、拼音首字母、手机、房号"
      value={typed}
      onChange={(value) => {
        setTyped(value)
        if (value === '') setQ(undefined)
      }}
      onSubmit={() => {
        setTag(undefined)
        setQ(typed.trim() === '' ? undefined : typed.trim())
      }}
    />
  )
  const openPerson = (id: string) =>
    wide ? show(id) : openPage(pageUrl('/packages/staff-space/person', { id }))
  const refused = people.error instanceof ApiError && people.error.status === 403
  return (
    <StaffConsole
      title="居民"
      note="姓名和号码默认遮住，查看完整内容会记入操作记录"
      current="people"
      acts={
        <>
          {search}
          <Button kind="outline" narrow to="/packages/staff-space/help-first">
            优先帮助名单
          </Button>
          <Button kind="outline" narrow to="/packages/staff-space/tags">
            标签目录
          </Button>
          <Button kind="outline" narrow to="/packages/staff-space/corrections">
            更正申请
          </Button>
        </>
      }
      backTo="/pages/me"
      panel={wide && open !== undefined ? <PersonPanel key={open} id={open} onClose={close} /> : undefined}
    >
      {!wide && (
        <Box className="people-search">
          {search}
          <Button kind="outline" small to="/packages/staff-space/help-first">
            优先帮助名单
          </Button>
          <Button kind="outline" small to="/packages/staff-space/tags">
            标签目录
          </Button>
          <Button kind="outline" small to="/packages/staff-space/corrections">
            更正申请
          </Button>
        </Box>
      )}
      {refused ? (
        <Surface>
          <EmptyState icon="lock">
            居民档案只对本社区工作人员和网格员开放，街道和协同单位看不到个人信息
          </EmptyState>
        </Surface>
      ) : (
        <>
          <FilterChips
            label="按标签看"
            wrap={wide}
            chips={[
              { value: EVERYBODY, label: '全部' },
              ...tags.map(({ code, label }) => ({ value: code, label })),
            ]}
            chosen={[tag ?? EVERYBODY]}
            onChange={([value]) => {
              setTyped('')
              setQ(undefined)
              setTag(value === EVERYBODY ? undefined : value)
            }}
          />
          <PagedList
            query={people}
            empty={
              <Surface>
                <EmptyState icon="search">
                  {q === undefined
                    ? '这里还没有居民。可以在房屋里逐户登记，或导入名册'
                    : `没有找到“${q}”，换个姓名、手机后四位或房号试试`}
                </EmptyState>
              </Surface>
            }
          >
            {(items) => (
              <DataTable
                label="居民"
                columns={personColumns}
                rows={items}
                idOf={({ id }) => id}
                nameOf={personName}
                narrow={(item) => <PersonRow item={item} onTap={() => openPerson(item.id)} />}
                selected={open}
                onOpen={({ id }) => openPerson(id)}
              />
            )}
          </PagedList>
        </>
      )}
    </StaffConsole>
  )
}
