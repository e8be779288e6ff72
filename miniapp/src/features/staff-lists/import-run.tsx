import { importKindLabel, importKindUnit } from '@linli/shared/imports/imports.kinds'
import { isRunning } from '@linli/shared/imports/imports.machine'
import type { ImportView } from '@linli/shared/imports/imports.schema'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import { useState, type ReactNode } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { sentenceOf } from '@/platform/error-words'
import { groupedText } from '@/ui/count-text'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { ImportProblems } from './import-problems'
import { formatLabel, offeredFormats, save } from './list-files'
import { outcomeText, progressOf, progressText, rowsToWrite, statusText, toneOf } from './list-words'
import { ProgressLine } from './progress-line'
import { useImport, useImportAct } from './queries'
import './staff-lists.scss'

const DESK = '/packages/staff-space/import'

function FaultPart({ fault }: { readonly fault: NonNullable<ImportView['fault']> }) {
  const place = fault.line === null ? '' : `第 ${fault.line} 行：`
  return (
    <Banner kind="alert">
      {`${place}${fault.text}${fault.labels.length === 0 ? '' : `。有问题的列：${fault.labels.join('、')}`}`}
    </Banner>
  )
}

function Figures({ list }: { readonly list: ImportView }) {
  const { counts, kind, status } = list
  if (counts === null || isRunning(status)) return null
  const isOver = status !== 'checked' && status !== 'cancelled'
  return (
    <Surface label={isOver ? '导入结果' : '核对结果'}>
      <StatRow>
        <StatTile name={isOver ? '已新增' : '要新增'} count={groupedText(counts.created)} />
        <StatTile name={isOver ? '已修改' : '要修改'} count={groupedText(counts.changed)} />
        <StatTile name="没有变化" count={groupedText(counts.same)} />
        <StatTile
          name={isOver ? '没有导入' : '不能导入'}
          count={groupedText(counts.bad)}
          note={counts.bad > 0 ? '改好可再传' : undefined}
          active={counts.bad > 0}
        />
      </StatRow>
      <Box className="import-outcome">{`${outcomeText({ status, kind, counts })}。`}</Box>
    </Surface>
  )
}

function Rejects({ list }: { readonly list: ImportView }) {
  const { counts, rejects, keptUntil } = list
  if (counts === null || counts.bad === 0 || isRunning(list.status)) return null
  if (rejects === null) return null
  const until = keptUntil === null ? undefined : dayText(dayOf(new Date(keptUntil)), dayOf(new Date()))
  return (
    <>
      <SectionTitle
        title="不能导入的行"
        note={until === undefined ? undefined : `保留到 ${until}，到时自动删除`}
      />
      <Box className="import-rejects">
        {offeredFormats.map((format) => (
          <Button
            key={format}
            kind="outline"
            small
            icon="download"
            onTap={() => void save(rejects[format], `${importKindLabel[list.kind]}未导入.${format}`)}
          >
            {`下载改好再传 ${formatLabel[format]}`}
          </Button>
        ))}
      </Box>
      <ImportProblems id={list.id} stamp={list.status} />
    </>
  )
}

type Act = 'confirm' | 'cancel'

/** On a desk the acts stand below the figures, no wider than they need to be. */
function DeskActs({ children }: { readonly children: ReactNode }) {
  return <Box className="import-acts">{children}</Box>
}

function Acts({ list }: { readonly list: ImportView }) {
  const act = useImportAct(list.id)
  const [asked, setAsked] = useState<Act>()
  const Frame = useWide() ? DeskActs : BottomBar
  const { abilities, counts, kind, status } = list
  const unit = importKindUnit[kind]
  const writes = counts === null ? 0 : rowsToWrite(counts)
  const question = asked === 'cancel' ? cancelQuestion(status) : `把 ${groupedText(writes)} ${unit}写入名册吗`
  const send = () => asked !== undefined && act.mutate(asked, { onSettled: () => setAsked(undefined) })
  if (!abilities.confirm && !abilities.cancel) return null
  return (
    <>
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <Frame>
        {abilities.cancel && (
          <Button kind="outline" narrow={abilities.confirm} onTap={() => setAsked('cancel')}>
            {status === 'applying' ? '停止导入' : '取消导入'}
          </Button>
        )}
        {abilities.confirm && (
          <Button onTap={() => setAsked('confirm')}>{`导入 ${groupedText(writes)} ${unit}`}</Button>
        )}
      </Frame>
      <ConfirmSheet
        open={asked !== undefined}
        question={question}
        consequence={asked === 'cancel' ? cancelConsequence(status) : confirmConsequence(list)}
        act={asked === 'cancel' ? '停下' : '导入'}
        danger={asked === 'cancel'}
        busy={act.isPending ? '正在办理' : undefined}
        onConfirm={send}
        onCancel={() => setAsked(undefined)}
      />
    </>
  )
}

const cancelQuestion = (status: ImportView['status']): string =>
  status === 'applying' ? '停止写入名册吗' : '取消这次导入吗'
const cancelConsequence = (status: ImportView['status']): string =>
  status === 'applying' ? '已经写入的行会保留，其余的不再写入。' : '名册不会有任何改动。'

function confirmConsequence({ counts }: ImportView): string {
  if (counts === null) return ''
  const { created, changed, bad } = counts
  const left = bad === 0 ? '' : `有问题的 ${groupedText(bad)} 行不会导入，可以下载改好再传。`
  return `新增 ${groupedText(created)}，修改 ${groupedText(changed)}。${left}`
}

/** Where the list stands; one with nothing to confirm waits for nobody. */
function Standing({ list: { status, abilities } }: { readonly list: ImportView }) {
  const isIdle = status === 'checked' && !abilities.confirm
  return (
    <StatusPill tone={isIdle ? 'off' : toneOf(status)}>{isIdle ? '核对完了' : statusText(status)}</StatusPill>
  )
}

function Run({ list }: { readonly list: ImportView }) {
  const wide = useWide()
  const { status, kind, fileName, fault, ignored, readAs, startedBy, createdAt } = list
  const facts = [startedBy, momentText(new Date(createdAt), new Date()), readAs ?? '']
  return (
    <>
      <PageTitle above={<Standing list={list} />} below={facts.filter((fact) => fact !== '').join('，')}>
        {`${importKindLabel[kind]} · ${fileName}`}
      </PageTitle>
      {fault !== null && <FaultPart fault={fault} />}
      {ignored.length > 0 && <Banner kind="info">{`这些列没有用到：${ignored.join('、')}`}</Banner>}
      {isRunning(status) && (
        <Surface padded>
          <ProgressLine words={progressText(list)} share={progressOf(list)} />
          <Box className="import-note">可以离开这个页面，导入会继续，之后在导入记录里查看。</Box>
        </Surface>
      )}
      <Figures list={list} />
      {wide && <Acts list={list} />}
      <Rejects list={list} />
      {(status === 'refused' || status === 'failed' || status === 'cancelled') && (
        <Box className="import-again">
          <Button kind="tint" to={DESK}>
            重新选择文件
          </Button>
        </Box>
      )}
    </>
  )
}

/** One list on its way into the roll: dry run, what is wrong, confirmation, progress, result. */
export function ImportRun({ id }: { readonly id: string }) {
  const query = useImport(id)
  const wide = useWide()
  const list = query.data
  const acts = list !== undefined && (list.abilities.confirm || list.abilities.cancel)
  const bar = acts && !wide ? <Acts list={list} /> : undefined
  return (
    <StaffConsole
      title="导入名册"
      heading={list === undefined}
      inside
      current="lists"
      bar={bar}
      backTo={DESK}
    >
      <QueryView query={query}>{(data) => <Run list={data} />}</QueryView>
    </StaffConsole>
  )
}
