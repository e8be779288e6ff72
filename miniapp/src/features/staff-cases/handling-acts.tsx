import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { AdjudicateSheet } from './adjudicate-sheet'
import { DispatchSheet } from './dispatch-sheet'
import { formOf, type FormName } from './handling-forms'
import { MergeSheet } from './merge-sheet'
import type { useCaseAct } from './queries'
import { ReasonSheet } from './reason-sheet'
import { RecuseSheet } from './recuse-sheet'
import { SplitSheet } from './split-sheet'

interface HandlingActsProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  /** After this the case may be somebody else's to see. */
  readonly onGone?: (() => void) | undefined
}

type Sheets = (typeof ownSheets)[number] | FormName

/** What is rarely done stands behind one button, so that the next step stays in sight. */
const rare = [
  ['take', '收回来自己办', '办理单位不再办，由社区办'],
  ['refer', '请街道裁定', '说不清归谁办的时候'],
  ['hold', '先等一等', '等业主表决、等季节、等别的单位'],
  ['askExtension', '申请延期', '社区负责人同意后期限才变'],
  ['split', '分出一件另办', '一件意见里说了两件事'],
  ['merge', '并入另一件', '和另一件是同一件事，按编号并过去'],
  ['setUrgent', '标为紧急或取消', '紧急的排在最前面，给居民的期限不变'],
  ['recuse', '请谁回避', '被反映的人和单位看不到，也不能办'],
  ['mark', '怎么统计', '超出职责、恶意反映、对人的投诉'],
] as const

const ownSheets = ['dispatch', 'adjudicate', 'more', 'recuse', 'split', 'merge'] as const
const isOwnSheet = (sheet: Sheets): sheet is (typeof ownSheets)[number] =>
  ownSheets.some((own) => own === sheet)

/** Giving the case away, receiving it, giving it back, waiting, more time: what the server allows now. */
export function HandlingActs({ item, act, onGone }: HandlingActsProps) {
  const { abilities, version, id } = item
  const [sheet, setSheet] = useState<Sheets>()
  const close = () => setSheet(undefined)
  const tap = (event: 'sign' | 'resume' | 'take', done: string) => () =>
    act.mutate({ event, version }, { onSuccess: () => showToast(done) })
  // One tap and no words (product §2.2): what is outside the list goes back with its clock running.
  const refuse = () =>
    act.mutate(
      { event: 'handBack', version, reason: 'outside_list', text: '' },
      { onSuccess: () => showToast('已退回街道，期限照常计算') },
    )
  const offered = rare.filter(([name]) => abilities[name])
  const choose = (name: (typeof rare)[number][0]) => {
    if (name !== 'take') return setSheet(name)
    close()
    tap('take', '已收回，由社区办')()
  }
  const form = sheet === undefined || isOwnSheet(sheet) ? undefined : formOf(sheet, item)
  return (
    <>
      {abilities.sign && (
        <Button busy={act.isPending && '正在签收'} onTap={tap('sign', '已签收')}>
          签收
        </Button>
      )}
      {abilities.adjudicate && <Button onTap={() => setSheet('adjudicate')}>裁定由谁办</Button>}
      {abilities.decideExtension && <Button onTap={() => setSheet('decideExtension')}>审批延期</Button>}
      {abilities.helpDone && <Button onTap={() => setSheet('helpDone')}>协办办完了</Button>}
      {abilities.callback && <Button onTap={() => setSheet('callback')}>记下回访</Button>}
      {abilities.resume && (
        <Button kind="tint" busy={act.isPending && '正在提交'} onTap={tap('resume', '接着办，期限继续计算')}>
          接着办
        </Button>
      )}
      {abilities.dispatch && (
        <Button kind="outline" onTap={() => setSheet('dispatch')}>
          {item.handling === null ? '派单' : '改派'}
        </Button>
      )}
      {abilities.handBack && item.handling?.lead.kind === 'community' && (
        <Button kind="outline" busy={act.isPending && '正在退回'} onTap={refuse}>
          清单外，不接
        </Button>
      )}
      {abilities.handBack && (
        <Button kind="outline" onTap={() => setSheet('handBack')}>
          退回
        </Button>
      )}
      {offered.length > 0 && (
        <Button kind="outline" onTap={() => setSheet('more')}>
          更多
        </Button>
      )}
      {sheet === 'dispatch' && <DispatchSheet item={item} act={act} onClose={close} />}
      {sheet === 'adjudicate' && <AdjudicateSheet item={item} act={act} onClose={close} />}
      {sheet === 'recuse' && <RecuseSheet item={item} act={act} onClose={close} />}
      {sheet === 'split' && <SplitSheet item={item} act={act} onClose={close} />}
      {sheet === 'merge' && <MergeSheet item={item} act={act} onClose={close} />}
      {form !== undefined && (
        <ReasonSheet
          key={`${id}:${form.draft}`}
          form={form}
          act={act}
          onClose={close}
          onDone={() => {
            close()
            showToast(form.done)
            if (form.leaves) onGone?.()
          }}
        />
      )}
      <Sheet open={sheet === 'more'} title="还可以" onClose={close}>
        {offered.map(([name, title, detail]) => (
          <ListRow key={name} title={title} detail={detail} onTap={() => choose(name)} />
        ))}
      </Sheet>
    </>
  )
}
