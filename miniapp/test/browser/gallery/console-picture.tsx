import { useState } from 'react'
import { Button } from '@/ui/button'
import { ConsoleLayout } from '@/ui/console-layout'
import { DataTable } from '@/ui/data-table'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { Ring, type RingTone } from '@/ui/ring'
import { RoomTree } from '@/ui/room-tree'
import type { RoomNode } from '@/ui/room-tree.model'
import { SearchField } from '@/ui/search-field'
import { SidePanel } from '@/ui/side-panel'
import { StatusPill, type Tone } from '@/ui/status-pill'

interface Matter {
  readonly id: string
  readonly due: string
  readonly rest: string
  readonly title: string
  readonly where: string
  readonly owner: string
  readonly pill: readonly [Tone, string]
  readonly ring: RingTone
  readonly used: number
}

const matter = (
  id: string,
  due: string,
  rest: string,
  title: string,
  where: string,
  owner: string,
  pill: readonly [Tone, string],
  ring: RingTone,
  used: number,
): Matter => ({ id, due, rest, title, where, owner, pill, ring, used })

const rows: readonly Matter[] = [
  matter(
    '1',
    '逾期 1 小时',
    '今天 08:30 到期',
    '地下车库 B2 东侧照明全灭',
    '锦和苑 · 车库',
    '锦程物业',
    ['late', '已提醒主管'],
    'late',
    1,
  ),
  matter(
    '2',
    '今天 12:00',
    '还剩 2 小时 19 分',
    '5 号楼 1 单元电梯停运，老人下不了楼',
    '锦和苑 5-1',
    '锦程物业',
    ['run', '办理中'],
    'wait',
    0.86,
  ),
  matter(
    '3',
    '今天 18:00',
    '受理时限',
    '菜场后门油烟直排居民楼',
    '禾苗路 48 号',
    '待受理',
    ['you', '待受理'],
    'wait',
    0.8,
  ),
  matter(
    '4',
    '3 个工作日',
    '11月30日 18:00',
    '楼道堆了旧柜子和纸箱，轮椅过不去',
    '锦和苑 3-2',
    '锦程物业',
    ['run', '办理中'],
    'run',
    0.4,
  ),
  matter(
    '5',
    '已暂停',
    '等居民补照片',
    '楼上空调滴水，窗台长青苔',
    '锦和苑 6-2-401',
    '社区 · 陈立新',
    ['wait', '等居民'],
    'paused',
    0.4,
  ),
]

const tree: readonly RoomNode[] = [
  {
    id: 'qh',
    name: '青禾社区',
    count: 1986,
    children: [
      {
        id: 'jh',
        name: '锦和苑',
        count: 631,
        children: [
          { id: '1', name: '1 号楼', count: 72, children: [] },
          { id: '3', name: '3 号楼', count: 206, children: [] },
        ],
      },
      { id: 'hm', name: '禾苗里', count: 812, children: [] },
    ],
  },
]

/** The staff console with everything it is made of. */
export function ConsolePicture() {
  const [open, setOpen] = useState<string | undefined>('4')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['3']))
  const [query, setQuery] = useState('')
  return (
    <ConsoleLayout
      title="办件"
      note="今天 4 件到期，1 件已逾期"
      place="青禾社区"
      onPlace={() => undefined}
      current="/cases"
      person={{ name: '陈立新', role: '社区工作者' }}
      groups={[
        {
          links: [
            { icon: 'opinion-box', title: '办件', to: '/cases', count: 41, hot: true },
            { icon: 'notice', title: '通知', to: '/notices' },
            { icon: 'calendar', title: '预约窗口', to: '/b', count: 18 },
          ],
        },
        {
          title: '基础资料',
          links: [
            { icon: 'building', title: '房屋与居民', to: '/r', count: 7 },
            { icon: 'grid-tree', title: '网格', to: '/g' },
          ],
        },
      ]}
      acts={
        <>
          <SearchField id="find" value={query} onChange={setQuery} placeholder="编号、地点、内容" />
          <Button icon="plus">代居民登记</Button>
        </>
      }
      panel={
        open === undefined ? undefined : (
          <SidePanel
            title="楼道堆了旧柜子和纸箱，轮椅过不去"
            above={
              <>
                <StatusPill tone="run">办理中</StatusPill>QH-1123-0047 · 楼道堆物
              </>
            }
            onClose={() => setOpen(undefined)}
            bar={<Button icon="send">发送回复</Button>}
          >
            <RoomTree id="places" roots={tree} selected={chosen} onChange={setChosen} />
          </SidePanel>
        )
      }
    >
      <FilterChips
        label="筛选"
        chosen={['all']}
        onChange={() => undefined}
        chips={[
          { value: 'all', label: '全部', count: 41 },
          { value: 'me', label: '要我处理', count: 10 },
          { value: 'new', label: '待受理', count: 6 },
        ]}
      />
      <DataTable
        label="办件"
        rows={rows}
        idOf={(row) => row.id}
        nameOf={(row) => `${row.title}，${row.due}`}
        selected={open}
        onOpen={(row) => setOpen(row.id)}
        sort={{ key: 'due', way: 'up' }}
        onSort={() => undefined}
        columns={[
          {
            key: 'due',
            title: '到期',
            sortable: true,
            render: (row) => (
              <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
                <Ring size={20} tone={row.ring} used={row.used} />
                <div>
                  <div>{row.due}</div>
                  <div className="data-table__second">{row.rest}</div>
                </div>
              </div>
            ),
          },
          {
            key: 'title',
            title: '事项',
            render: (row) => (
              <>
                <div style={{ fontWeight: 500 }}>{row.title}</div>
                <div className="data-table__second">{row.where}</div>
              </>
            ),
          },
          { key: 'owner', title: '主办', render: (row) => row.owner },
          {
            key: 'state',
            title: '状态',
            render: (row) => <StatusPill tone={row.pill[0]}>{row.pill[1]}</StatusPill>,
          },
        ]}
        narrow={(row) => (
          <ListRow
            title={row.title}
            detail={row.due}
            onTap={() => setOpen(row.id)}
            lead={<Ring size={40} tone={row.ring} used={row.used} />}
          />
        )}
      />
    </ConsoleLayout>
  )
}
