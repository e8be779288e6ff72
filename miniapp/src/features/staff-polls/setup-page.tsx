import { rulePacks, sourcesText } from '@linli/shared/polls/packs'
import { MOST_QUESTIONS } from '@linli/shared/polls/polls.kinds'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { plainRules } from '@linli/shared/polls/freezing.rules'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { useAudienceTree } from '@/features/staff-notices/queries'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { useWide } from '@/ui/wide'
import { ElectorsPart } from './electors-part'
import { placesOf } from './places'
import { QuestionFields } from './question-fields'
import { useCreatePoll, useDeskPoll, usePollCity, useUpdatePoll } from './queries'
import { RuleFields } from './rule-fields'
import { blankSetup, faultsOf, isSavable, newChoice, trimmed, type SetupForm } from './setup-form'
import { WeightsPart } from './weights-part'
import './staff-polls.scss'

interface FormProps {
  readonly communityId: string
  /** The draft that is changed; undefined for a new one. */
  readonly draft: PollDeskView | undefined
}

/** Whether it may be held like this: every reason at once, with its article. */
function LawPart({ form }: { readonly form: SetupForm }) {
  const faults = faultsOf(form)
  const pack = rulePacks[form.setup.packId]
  return (
    <>
      <SectionTitle title="这样设置合不合规" note={sourcesText(pack.sources)} />
      <Surface padded label="合规检查">
        {faults.length === 0 && (
          <Box className="check-item">
            <Icon name="check" size="s" />
            <Box className="check-item__words">设置合规，可以往下走</Box>
          </Box>
        )}
        {faults.map(({ path, text }) => (
          <Box key={path + text} className="check-item check-item--missing">
            <Icon name="warning" size="s" />
            <Box className="check-item__words">{text}</Box>
          </Box>
        ))}
      </Surface>
      <SectionTitle title="居民会读到的规则" />
      <Surface padded>
        {plainRules(form.setup).map((rule) => (
          <Box key={rule} as="p" className="setup-rule">
            {rule}
          </Box>
        ))}
      </Surface>
    </>
  )
}

function SetupFormPart({ communityId, draft }: FormProps) {
  const today = dayOf(new Date())
  const wide = useWide()
  const tree = useAudienceTree(communityId)
  const ownCity = usePollCity(communityId)
  // By version: what was typed against a draft that somebody has saved since never stands over the newer one unread.
  const [name] = useState(draft ? `poll:${draft.id}:${draft.version}` : `poll-new:${communityId}`)
  const [initial] = useState<SetupForm>(() => draft?.draft ?? blankSetup(communityId, today))
  const { value: form, change, clear } = useDraft<SetupForm>(name, initial)
  const [tried, setTried] = useState(false)
  const attempt = useAttempt(name)
  const create = useCreatePoll()
  const update = useUpdatePoll(draft?.id ?? '')
  const error = create.error ?? update.error
  const faults = faultsOf(form)
  const faultAt = (path: string): string | undefined =>
    (error instanceof ApiError ? error.issueAt(path) : undefined) ??
    (tried ? faults.find((fault) => fault.path === path)?.text : undefined)
  const { setup } = form
  const questions = (next: SetupForm['setup']['questions']) =>
    change({ setup: { ...setup, questions: next } })
  const onSuccess = ({ id }: { readonly id: string }) =>
    replacePage(pageUrl('/packages/staff-council/poll', { id }))
  const save = () => {
    setTried(true)
    if (!isSavable(form)) return
    const body = trimmed(form)
    if (draft) sendForm(update, { ...body, version: draft.version }, { forget: clear, onSuccess })
    else sendForm(create, attempt.begin({ ...body, communityId }), { attempt, forget: clear, onSuccess })
  }
  const act = (
    <Button busy={(create.isPending || update.isPending) && '正在保存'} onTap={save}>
      {draft ? '保存设置' : '存为草稿'}
    </Button>
  )
  // On a phone it stands above the button: the top of the form may be far away.
  const trouble = isAlreadySent(create.error) ? (
    <Banner
      kind="wait"
      act="当作另一次表决"
      onAct={() => {
        attempt.startAnew()
        create.reset()
      }}
    >
      上一次填的已经存成草稿，在表决列表里。现在改的还没有存
    </Banner>
  ) : error ? (
    <Banner kind="alert">{`${sentenceOf(error)}。您填的内容还在`}</Banner>
  ) : (
    tried && !isSavable(form) && <Banner kind="alert">还有空着的地方，请看标出来的几处</Banner>
  )
  return (
    <StaffConsole
      title={draft ? '改设置' : '发起表决'}
      inside
      current="polls"
      backTo={
        draft ? pageUrl('/packages/staff-council/poll', { id: draft.id }) : '/packages/staff-council/list'
      }
      acts={act}
      bar={
        wide ? undefined : (
          <>
            {trouble}
            <BottomBar>{act}</BottomBar>
          </>
        )
      }
    >
      {wide && trouble}
      <Box className="setup-columns">
        <Box className="setup-columns__main">
          <SectionTitle title="问什么" />
          <Surface padded>
            <TextField
              id="setup-title"
              label="标题"
              maxLength={80}
              value={form.title}
              onChange={(title) => change({ title })}
              error={faultAt('title')}
            />
            <TextField
              id="setup-about"
              label="说明"
              optional
              lines={4}
              maxLength={2000}
              value={form.about}
              onChange={(about) => change({ about })}
              error={faultAt('about')}
            />
            <QueryView query={tree}>
              {({ items }) => (
                <PickerField
                  id="setup-place"
                  label="范围"
                  kind="list"
                  value={form.nodeId}
                  options={placesOf(items)}
                  onChange={(nodeId) => change({ nodeId })}
                  error={faultAt('nodeId')}
                />
              )}
            </QueryView>
          </Surface>
          <Surface padded label="问题">
            {setup.questions.map((question, index) => (
              <QuestionFields
                key={`question-${index + 1}`}
                index={index}
                question={question}
                methods={rulePacks[setup.packId].methods}
                known={draft?.people ?? []}
                faultAt={(field) => faultAt(`setup.questions.${index}.${field}`)}
                onChange={(next) =>
                  questions(setup.questions.map((known, at) => (at === index ? next : known)))
                }
                onRemove={
                  setup.questions.length > 1
                    ? () => questions(setup.questions.filter((_, at) => at !== index))
                    : undefined
                }
              />
            ))}
            {setup.questions.length < MOST_QUESTIONS && (
              <Button
                kind="tint"
                small
                icon="plus"
                onTap={() => questions([...setup.questions, newChoice()])}
              >
                加一个问题
              </Button>
            )}
          </Surface>
        </Box>
        <Box className="setup-columns__side">
          <SectionTitle title="怎么表决" />
          <Surface padded>
            <RuleFields ownCity={ownCity} form={form} today={today} faultAt={faultAt} onChange={change} />
          </Surface>
          {setup.electorate === 'representative' && (
            <ElectorsPart
              ids={form.electorIds}
              known={draft?.people ?? []}
              onChange={(electorIds) => change({ electorIds: [...electorIds] })}
            />
          )}
          {setup.isWeighted && setup.weights && (
            <WeightsPart
              weights={setup.weights}
              known={draft?.people ?? []}
              error={faultAt('setup.weights')}
              onChange={(weights) => change({ setup: { ...setup, weights } })}
            />
          )}
          <LawPart form={form} />
        </Box>
      </Box>
    </StaffConsole>
  )
}

/** 发起表决, or the settings of a draft: question, range, rules and days, judged as one types. */
export function SetupPage({ id }: { readonly id: string | undefined }) {
  const { communityId } = useDesk()
  const query = useDeskPoll(id ?? '')
  if (id === undefined && communityId !== undefined)
    return <SetupFormPart key={communityId} communityId={communityId} draft={undefined} />
  if (query.data !== undefined && communityId !== undefined)
    return <SetupFormPart key={query.data.id} communityId={communityId} draft={query.data} />
  return (
    <StaffConsole title="改设置" inside current="polls" backTo="/packages/staff-council/list">
      <QueryView query={query}>{() => null}</QueryView>
    </StaffConsole>
  )
}
