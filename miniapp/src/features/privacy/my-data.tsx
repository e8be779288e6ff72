import { lookPurposeLabel } from '@linli/shared/people/people.kinds'
import type { DataKindView, LookView, OwnRecordView } from '@linli/shared/privacy/privacy.schema'
import { roleLabel } from '@linli/shared/roles'
import { momentText } from '@linli/shared/time'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { CorrectionsPart } from './corrections-part'
import { ExportsPart } from './exports-part'
import { lookWords } from './look-words'
import { useLatestLooks, useMyData, useRemoveMark } from './queries'
import './privacy.scss'

const kindUrl = (kind: DataKindView['kind']): string => pageUrl('/packages/account/data-kind', { kind })

function Kinds({ kinds }: { readonly kinds: readonly DataKindView[] }) {
  return (
    <>
      <SectionTitle title="存了哪些" note="点开看内容、用途和保存多久" />
      <Surface>
        {kinds.map((kind) => (
          <ListRow
            key={kind.kind}
            title={kind.label}
            detail={kind.holds}
            value={`${kind.count} 条`}
            label={`${kind.label}，${kind.count} 条，${kind.holds}`}
            to={kindUrl(kind.kind)}
          />
        ))}
      </Surface>
    </>
  )
}

const lookLine = (look: LookView): string =>
  [
    look.role === null ? '工作人员' : roleLabel[look.role],
    look.purpose === null ? '' : `用途是${lookPurposeLabel[look.purpose]}`,
  ]
    .filter(Boolean)
    .join('，')

function Looks() {
  const query = useLatestLooks()
  const hasSome = (query.data ?? []).length > 0
  return (
    <>
      <SectionTitle
        title="谁看过完整号码、敏感标签和证件照片"
        more={hasSome ? '全部' : undefined}
        to={hasSome ? kindUrl('looks') : undefined}
      />
      <QueryView query={query} skeleton={<Skeleton rows={1} />}>
        {(looks) => (
          <Surface>
            {looks.length === 0 && (
              <EmptyState icon="eye">还没有人看过。工作人员平时看到的姓名和号码都打了星</EmptyState>
            )}
            {looks.map((look) => (
              <ListRow
                key={look.id}
                icon="eye"
                title={`${momentText(new Date(look.at), new Date())}，看了${lookWords[look.what]}`}
                detail={lookLine(look)}
              />
            ))}
          </Surface>
        )}
      </QueryView>
    </>
  )
}

/** Marks one gave oneself go by one's own tap; what others entered is asked for. */
function OwnMarks({ records }: { readonly records: readonly OwnRecordView[] }) {
  const remove = useRemoveMark()
  const marks = records.flatMap((record) =>
    record.ownMarks.map((mark) => ({ ...mark, personId: record.personId })),
  )
  if (marks.length === 0) return null
  return (
    <>
      <SectionTitle title="您自己登记的标签" note="去掉马上生效" />
      <Surface>
        {marks.map(({ personId, code, label }) => (
          <ListRow
            key={`${personId}:${code}`}
            icon="tag"
            title={label}
            action={
              <Button
                kind="plain"
                small
                narrow
                label={`去掉标签${label}`}
                busy={remove.isPending && remove.variables.code === code && '正在去掉'}
                onTap={() => remove.mutate({ personId, code })}
              >
                去掉
              </Button>
            }
          />
        ))}
      </Surface>
      {remove.error && <Banner kind="alert">{sentenceOf(remove.error)}</Banner>}
    </>
  )
}

/** 我的数据: what is kept about me, who looked, taking it along, putting it right, leaving. */
export function MyData() {
  const query = useMyData()
  return (
    <QueryView query={query}>
      {(data) => (
        <>
          <PageTitle below="这些信息属于您。可以看、可以带走、可以改，也可以删">
            {`邻里智治存了您 ${data.kinds.length} 类信息`}
          </PageTitle>
          <Kinds kinds={data.kinds} />
          <Looks />
          <OwnMarks records={data.records} />
          <CorrectionsPart workdays={data.correctionWorkdays} />
          <ExportsPart proof={data.proof} perDay={data.exportsPerDay} />
          <SectionTitle title="同意和注销" />
          <Surface>
            <ListRow
              icon="settings"
              title="同意与开关"
              detail="微信提醒、按我的情况推送"
              to="/packages/account/consents"
            />
            <ListRow icon="lock" title="隐私说明" to="/packages/account/consent" />
            <ListRow
              icon="trash"
              title="注销账号"
              detail="先看删什么、留什么"
              to="/packages/account/delete"
            />
          </Surface>
        </>
      )}
    </QueryView>
  )
}
