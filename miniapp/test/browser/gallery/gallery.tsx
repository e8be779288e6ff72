import { createRoot } from 'react-dom/client'
import { useState } from 'react'
import { followTheme } from '@/ui/apply-theme'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { DeadlineClock } from '@/ui/deadline-clock'
import { EmptyState } from '@/ui/empty-state'
import { ErrorBlock } from '@/ui/error-block'
import { FilterChips } from '@/ui/filter-chips'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { Page } from '@/ui/page'
import { PageTitle } from '@/ui/page-title'
import { PhotoGrid } from '@/ui/photo-grid'
import { PickerField } from '@/ui/picker-field'
import { ReachBar } from '@/ui/reach-bar'
import { RichTextView } from '@/ui/rich-text-view'
import { Ring } from '@/ui/ring'
import { SearchField } from '@/ui/search-field'
import { SectionTitle } from '@/ui/section-title'
import { SegmentedControl } from '@/ui/segmented-control'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { StatusPill } from '@/ui/status-pill'
import { StepBar, Steps } from '@/ui/step-form'
import { SuggestionChips } from '@/ui/suggestion-chips'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { Tabs } from '@/ui/tabs'
import { TextField } from '@/ui/text-field'
import { BigTile } from '@/ui/big-tile'
import { EntryGrid, TileGrid } from '@/ui/tile-grid'
import { Timeline } from '@/ui/timeline'
import { ConsolePicture } from './console-picture'

const grey =
  'data:image/svg+xml,' +
  encodeURIComponent(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><rect width='4' height='4' fill='#8d938f'/></svg>",
  )

function Home() {
  return (
    <Page title="青禾社区" tab="home">
      <Surface>
        <ListRow
          title="楼道堆物的意见"
          detail="物业还剩 3 个工作日答复您"
          to="/a"
          lead={<Ring size={40} tone="run" used={0.4} number="3" />}
        />
        <ListRow
          title="东门改造方案，请您投票"
          detail="11月27日 20:00 截止，您还没有投"
          to="/b"
          disc="ballot"
        />
        <ListRow
          title="明天 09:30 居住证签注"
          detail="服务中心 2 号窗口，带 3 样材料"
          to="/c"
          disc="calendar"
        />
      </Surface>
      <Surface>
        <EntryGrid
          entries={[
            { icon: 'opinion-box', title: '提意见', to: '/1' },
            { icon: 'calendar', title: '预约办事', to: '/2' },
            { icon: 'council', title: '居民议事', to: '/3' },
            { icon: 'survey', title: '填问卷', to: '/4' },
            { icon: 'notice', title: '居务公开', to: '/5' },
            { icon: 'phone', title: '找网格员', to: '/6' },
            { icon: 'people', title: '活动志愿', to: '/7' },
            { icon: 'my-home', title: '我的房屋', to: '/8' },
          ]}
        />
      </Surface>
      <SectionTitle title="通知" more="全部 26 条" to="/notices" />
      <Surface>
        <ListRow
          title="11月28日锦和苑 3、4 号楼停水检修"
          unread
          to="/n1"
          meta={
            <>
              <StatusPill tone="you">需您确认</StatusPill>社区居委会 · 今天 08:30
            </>
          }
        />
        <ListRow
          title="第三季度公共收益收支公示"
          to="/n2"
          meta={
            <>
              <StatusPill tone="run">公示中</StatusPill>居务公开 · 至 12月10日
            </>
          }
        />
      </Surface>
    </Page>
  )
}

function Notice() {
  return (
    <Page
      title="通知"
      heading={false}
      bar={
        <BottomBar>
          <Button kind="outline" narrow icon="support">
            要送水
          </Button>
          <Button>我已知晓</Button>
        </BottomBar>
      }
      banner={<Banner kind="offline">现在没有网络，显示的是 9:20 的内容</Banner>}
    >
      <Surface bleed padded>
        <PageTitle below="青禾社区居委会 · 11月25日 08:30 发布">11月28日锦和苑 3、4 号楼停水检修</PageTitle>
        <InfoList
          sunken
          facts={[
            { name: '时间', value: '11月28日（周六）09:00 至 16:00', strong: true },
            { name: '范围', value: '3 号楼、4 号楼全部单元' },
            { name: '取水点', value: '小区东门，10:00 至 12:00 有送水车' },
          ]}
        />
        <RichTextView html="<p>各位住户：3、4 号楼地下生活水泵运行已满 8 年，本次更换止回阀并清洗水箱。恢复供水后，请先放水 1 至 2 分钟再使用。</p><p>家中有行动不便的老人，可以在下方登记，网格员会送水上门。<a href='https://example.org'>水质报告</a></p><ul><li>关好水龙头</li><li>提前储水</li></ul>" />
      </Surface>
      <Surface bleed padded>
        <ReachBar
          title="已送达 412 户"
          note="11月25日 09:40 更新"
          parts={[
            { key: 'confirmed', count: 268, words: '户已知晓' },
            { key: 'read', count: 58, words: '户只读过' },
            { key: 'none', count: 86, words: '户未读' },
          ]}
        />
      </Surface>
    </Page>
  )
}

function Say() {
  const [text, setText] = useState(
    '3 号楼 2 单元 5 楼到 6 楼的楼道堆了旧柜子和纸箱，轮椅过不去，也挡住了消火栓。',
  )
  const [kind, setKind] = useState('a')
  const [hide, setHide] = useState(true)
  const [picked, setPicked] = useState<readonly string[]>(['x'])
  const names = ['是什么事', '说一说', '在哪里']
  const [step, setStep] = useState(1)
  return (
    <Page
      title="提意见"
      bar={
        <StepBar
          names={names}
          current={step}
          onGo={setStep}
          onNext={() => setStep(step + 1)}
          submit="提交意见"
        />
      }
    >
      <Steps names={names} current={step} onGo={setStep} />
      <Surface padded>
        <TextField
          id="text"
          label="把情况告诉我们"
          value={text}
          onChange={setText}
          lines={4}
          maxLength={500}
          help="草稿已存在本机"
        />
        <TextField
          id="phone"
          label="联系电话"
          kind="phone"
          value="138"
          onChange={() => undefined}
          error="手机号是 11 位数字，再看一眼"
        />
        <PickerField
          id="place"
          label="在哪栋楼"
          kind="list"
          value="3"
          onChange={() => undefined}
          options={[{ value: '3', label: '锦和苑 3 号楼' }]}
        />
      </Surface>
      <Surface padded>
        <PhotoGrid
          photos={[
            { id: '1', url: grey, state: 'done' },
            { id: '2', url: grey, state: 'uploading', progress: 0.62 },
            { id: '3', url: grey, state: 'failed' },
          ]}
          onAdd={() => undefined}
          onRemove={() => undefined}
          hint="最多 9 张，请尽量不拍到人脸和车牌"
        />
      </Surface>
      <Surface padded>
        <SuggestionChips
          title="归到哪一类"
          chips={[
            { value: 'a', label: '楼道堆物' },
            { value: 'b', label: '消防设施' },
            { value: 'c', label: '其他类别' },
          ]}
          chosen={kind}
          onChoose={setKind}
          reason="系统建议“楼道堆物”，因为您写到“楼道”“堆了”“纸箱”"
        />
      </Surface>
      <Surface>
        <ListRow
          title="附近已有 1 件相似的意见"
          detail="2 单元楼道电动车，5 户支持"
          action={
            <Button kind="tint" small>
              支持它
            </Button>
          }
        />
        <SwitchRow
          title="对办理单位隐去我的姓名"
          detail="社区能联系您，被反映的人看不到"
          on={hide}
          onChange={setHide}
        />
      </Surface>
      <SectionTitle title="想要的结果" note="选一项" />
      <div style={{ margin: '0 16px' }}>
        <OptionGroup
          id="wish"
          label="想要的结果"
          options={[
            { value: 'x', title: '请物业清理', detail: '一般 5 个工作日内答复' },
            { value: 'y', title: '只反映情况', detail: '会记录，不单独答复' },
            { value: 'z', title: '上门调解', refused: '绑定房屋后才能选' },
          ]}
          chosen={picked}
          onChange={setPicked}
        />
      </div>
    </Page>
  )
}

function Case() {
  return (
    <Page
      title="意见详情"
      heading={false}
      bar={
        <BottomBar>
          <Button kind="outline" narrow icon="bell">
            提醒我
          </Button>
          <Button kind="tint">补充说明或照片</Button>
        </BottomBar>
      }
    >
      <PageTitle
        above={
          <>
            <StatusPill tone="run">办理中</StatusPill>QH-1123-0047 · 3 号楼 2 单元
          </>
        }
      >
        楼道堆了旧柜子和纸箱，轮椅过不去
      </PageTitle>
      <Surface padded>
        <DeadlineClock
          sentence="锦程物业最晚 11月30日 18:00 前答复您"
          rule="从 11月23日受理的次日起，5 个工作日"
          tone="run"
          used={0.4}
          number="3"
          unit="工作日"
        />
      </Surface>
      <Surface padded>
        <DeadlineClock
          sentence="物业没有按时答复，今天 18:00 前给您回话"
          rule="逾期 1 小时"
          tone="late"
          used={1}
          number="!"
        />
      </Surface>
      <Surface padded>
        <DeadlineClock sentence="正在等您补照片，期间不计时" tone="paused" used={0.4} />
      </Surface>
      <SectionTitle title="办理经过" more="6 户在跟进" />
      <Surface padded>
        <Timeline
          entries={[
            {
              id: '1',
              title: '接下来：物业清理并拍照回复',
              note: '答复后请您评价，不满意可以再办一次',
              kind: 'next',
            },
            {
              id: '2',
              title: '锦程物业回复',
              time: '今天 09:12',
              quote: '已联系 602 住户，约定周五上午搬走旧柜子；纸箱今天先清。消火栓前已腾空。',
              kind: 'now',
            },
            { id: '3', title: '派给锦程物业，李敏协办', time: '23日 15:20', kind: 'past' },
            { id: '4', title: '社区已受理', time: '23日 14:06', kind: 'past' },
            { id: '5', title: '您提交了意见', time: '23日 10:31', kind: 'past' },
          ]}
        />
      </Surface>
      <SectionTitle title="状态" />
      <Surface padded>
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <StatusPill tone="you">需您确认</StatusPill>
          <StatusPill tone="run">办理中</StatusPill>
          <StatusPill tone="wait">等居民</StatusPill>
          <StatusPill tone="late">已逾期</StatusPill>
          <StatusPill tone="done">已办结</StatusPill>
          <StatusPill tone="off">已撤回</StatusPill>
        </div>
      </Surface>
      <SectionTitle title="出错时" />
      <ErrorBlock
        what="没有提交成功，您写的内容还在"
        next="请过一会儿再试"
        requestId="req_01HZX"
        onRetry={() => undefined}
      />
      <Surface>
        <EmptyState icon="opinion-box" act="提意见" to="/x">
          您还没有提过意见。楼道灯坏了、路不平，都可以说
        </EmptyState>
      </Surface>
    </Page>
  )
}

function Me() {
  const [on, setOn] = useState(false)
  const [size, setSize] = useState('1')
  const [tab, setTab] = useState('all')
  const [query, setQuery] = useState('停水')
  const [asking, setAsking] = useState(false)
  return (
    <Page title="我的" tab="me">
      <Surface>
        <StatRow>
          <StatTile name="意见" count={2} note="1 件办理中" active to="/1" />
          <StatTile name="预约" count={1} note="明天 09:30" active to="/2" />
          <StatTile name="表决" count={3} note="1 个待投" active to="/3" />
          <StatTile name="议题" count={1} note="已支持" to="/4" />
        </StatRow>
      </Surface>
      <Surface>
        <ListRow icon="bell" title="消息" value="2 条未读" to="/m" />
        <ListRow icon="family" title="家人与代办" value="父亲 周建国" to="/f" />
        <ListRow icon="my-home" title="我的房屋" value="1 套" to="/h" />
      </Surface>
      <Surface>
        <SwitchRow
          icon="text-size"
          title="长辈模式"
          detail="字更大，按钮更大，可以读出来"
          on={on}
          onChange={setOn}
        />
        <ListRow icon="lock" title="隐私与我的数据" onTap={() => setAsking(true)} />
      </Surface>
      <Surface padded>
        <SegmentedControl
          label="字号"
          value={size}
          onChange={setSize}
          segments={[
            { value: '1', label: '标准' },
            { value: '2', label: '大' },
            { value: '3', label: '很大' },
          ]}
        />
      </Surface>
      <Tabs
        label="通知"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'all', label: '正在进行' },
          { value: 'b', label: '决议与落实' },
          { value: 'c', label: '会议', count: 3 },
        ]}
      />
      <SearchField id="q" value={query} onChange={setQuery} placeholder="通知、事项" />
      <FilterChips
        label="类别"
        chosen={['all']}
        onChange={() => undefined}
        chips={[
          { value: 'all', label: '全部', count: 41 },
          { value: 'a', label: '停水停电', count: 10 },
          { value: 'b', label: '办事提醒', count: 0 },
          { value: 'c', label: '居务公开', count: 8 },
        ]}
      />
      <TileGrid>
        <BigTile icon="opinion-box" title="提意见" to="/1" />
        <BigTile icon="calendar" title="预约办事" to="/2" />
        <BigTile icon="notice" title="看通知" state="1 条要确认" to="/3" />
        <BigTile icon="ballot" title="去投票" state="还没有投" to="/4" />
      </TileGrid>
      <ConfirmSheet
        open={asking}
        question="把通知发给 412 户吗"
        consequence="发出后 15 天内撤回要写原因"
        act="发给 412 户"
        onConfirm={() => setAsking(false)}
        onCancel={() => setAsking(false)}
      />
    </Page>
  )
}

const views = { home: Home, notice: Notice, say: Say, case: Case, me: Me, console: ConsolePicture }
const name = location.hash.slice(1)
const View = views[name as keyof typeof views] ?? Home
followTheme()
const root = document.getElementById('app')
if (root !== null) createRoot(root).render(<View />)
