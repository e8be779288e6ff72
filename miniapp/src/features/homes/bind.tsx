import { useState } from 'react'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useActor } from '@/platform/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { Surface } from '@/ui/surface'
import { CodeWay } from './code-way'
import { MatchWay } from './match-way'
import { RequestWay } from './request-way'
import { myRoomsUrl } from './words'
import './homes.scss'

type Way = 'code' | 'match' | 'request'

const titles: Record<Way, string> = {
  code: '用邀请码绑定',
  match: '在名册里找',
  request: '请社区核对',
}

/** Three ways, the quickest first. */
function Ways({ onChoose }: { readonly onChoose: (way: Way) => void }) {
  return (
    <>
      <PageTitle below="绑定后能确认通知、参加表决">绑定您的房屋</PageTitle>
      <Surface label="绑定的办法">
        <ListRow
          disc="ticket"
          title="我有邀请码"
          detail="社区发的单子，或家里人、房东给的，1 分钟就好"
          onTap={() => onChoose('code')}
        />
        <ListRow
          disc="search"
          title="在社区名册里找我"
          detail="社区登记过您的姓名和手机号，马上就好"
          onTap={() => onChoose('match')}
        />
        <ListRow
          disc="document"
          title="请社区核对"
          detail="前两种都不行就用这个，最多 2 个工作日"
          onTap={() => onChoose('request')}
        />
      </Surface>
      <Box as="p" className="bind__other">
        也可以带身份证到社区服务中心，请工作人员帮您绑定
      </Box>
    </>
  )
}

function Done({ room }: { readonly room: string | null }) {
  return (
    <>
      <PageTitle below={room ?? undefined}>绑定好了</PageTitle>
      <Surface padded>
        <Box as="p" className="bind__words">
          与这处房屋有关的通知会出现在首页。以前的房屋不住了，可以在“我的房屋”里说一声。
        </Box>
        <Box className="home-form-acts">
          <Button to="/pages/home">去首页</Button>
          <Button kind="outline" to={myRoomsUrl}>
            看我的房屋
          </Button>
        </Box>
      </Surface>
    </>
  )
}

function Sent({ child }: { readonly child: boolean }) {
  return (
    <>
      <PageTitle>收到了</PageTitle>
      <Surface padded>
        <Box as="p" className="bind__words">
          {`社区会核对${child ? '孩子的' : '您的'}登记，有结果马上告诉您。照片在核对后删除。`}
        </Box>
        <Box className="home-form-acts">
          <Button to={myRoomsUrl}>看进展</Button>
          <Button kind="outline" to="/pages/home">
            去首页
          </Button>
        </Box>
      </Surface>
    </>
  )
}

interface BindProps {
  /** Scanned from a sheet or a link. */
  readonly code: string | undefined
  /** For a child of the person. */
  readonly child: boolean
}

/** 绑定房屋: by a code, by the roll, or by the office. */
export function Bind({ code, child }: BindProps) {
  const actor = useActor()
  const [way, setWay] = useState<Way | undefined>(child ? 'request' : code === undefined ? undefined : 'code')
  const [done, setDone] = useState<{ readonly room: string | null } | 'sent'>()
  if (done === 'sent') return <Sent child={child} />
  if (done !== undefined) return <Done room={done.room} />
  if (way === undefined) return <Ways onChoose={setWay} />
  const finish = (room: string | null) => setDone({ room })
  const needsCommunity = way !== 'code' && actor?.community == null
  return (
    <>
      <PageTitle below={way === 'code' ? undefined : actor?.community?.name}>
        {child ? '登记孩子' : titles[way]}
      </PageTitle>
      {needsCommunity ? (
        <ChooseCommunity />
      ) : way === 'code' ? (
        <CodeWay code={code} onDone={finish} />
      ) : way === 'match' ? (
        <MatchWay onDone={finish} onAskOffice={() => setWay('request')} />
      ) : (
        <RequestWay subject={child ? 'child' : 'self'} onSent={() => setDone('sent')} />
      )}
      {!child && (
        <Box className="bind__back">
          <Button kind="plain" onTap={() => setWay(undefined)}>
            换一种办法
          </Button>
        </Box>
      )}
    </>
  )
}

/** What a newcomer is told instead of an empty list of homes. */
export function NoHome() {
  return (
    <EmptyState icon="my-home" act="绑定房屋" to="/packages/space/bind">
      您还没有绑定房屋。有邀请码 1 分钟就好，没有就等社区核对，最多 2 个工作日
    </EmptyState>
  )
}
