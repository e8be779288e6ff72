import { methodLabel, MOST_OPTIONS, pollMethods, type PollMethod } from '@linli/shared/polls/polls.kinds'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { CandidateFields } from './candidate-fields'
import {
  newChoice,
  newMotion,
  withCandidates,
  withMethod,
  withOptions,
  withoutCandidates,
  type QuestionForm,
} from './setup-form'
import type { KnownPerson } from './use-people-labels'

interface QuestionFieldsProps {
  readonly index: number
  readonly question: QuestionForm
  readonly methods: readonly PollMethod[]
  /** Whom candidates of a draft are. */
  readonly known: readonly KnownPerson[]
  readonly faultAt: (field: string) => string | undefined
  readonly onChange: (question: QuestionForm) => void
  /** Undefined where it is the only question. */
  readonly onRemove: (() => void) | undefined
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => ({
    value: String(from + at),
    label: String(from + at),
  }))

/** How many may be chosen, how many marks there are, how many win: only where the method asks for it. */
function Figures({
  index,
  question,
  onChange,
}: Pick<QuestionFieldsProps, 'index' | 'question' | 'onChange'>) {
  const { method, options, min, max, scoreMax, seats } = question
  const isRange = method === 'multiple' || method === 'ranked'
  const hasSeats = method === 'multiple' || method === 'approval' || method === 'score'
  const pick = (
    field: 'min' | 'max' | 'scoreMax' | 'seats',
    label: string,
    from: number,
    to: number,
    value: number,
  ) => (
    <PickerField
      id={`question-${index}-${field}`}
      label={label}
      kind="list"
      value={String(value)}
      options={numbers(from, to)}
      onChange={(text) => onChange({ ...question, [field]: Number(text) })}
    />
  )
  return (
    <Box className="setup-figures">
      {isRange && pick('min', '最少选几项', 1, options.length, min)}
      {isRange && pick('max', '最多选几项', 1, options.length, max)}
      {method === 'score' && pick('scoreMax', '最高几分', 1, 9, scoreMax)}
      {hasSeats && pick('seats', '选出几项', 1, Math.max(1, options.length - 1), seats)}
    </Box>
  )
}

/** One question of the set-up: a motion that is answered with yes or no, or a choice with its options. */
export function QuestionFields(props: QuestionFieldsProps) {
  const { index, question, methods, faultAt, onChange, onRemove } = props
  const isMotion = question.kind === 'motion'
  const offered = pollMethods.filter((method) => methods.includes(method))
  return (
    <Box className="setup-question">
      <PickerField
        id={`question-${index}-kind`}
        label={`第 ${index + 1} 个问题`}
        kind="list"
        value={question.kind}
        options={[
          { value: 'motion', label: '同意还是反对' },
          { value: 'choice', label: '在几个选项里选' },
        ]}
        onChange={(kind) =>
          onChange({ ...(kind === 'motion' ? newMotion() : newChoice()), text: question.text })
        }
      />
      <TextField
        id={`question-${index}-text`}
        label="问什么"
        maxLength={200}
        lines={2}
        value={question.text}
        onChange={(text) => onChange({ ...question, text })}
        error={faultAt('text')}
      />
      {!isMotion && (
        <>
          <PickerField
            id={`question-${index}-method`}
            label="怎么选"
            kind="list"
            value={question.method}
            options={offered.map((method) => ({ value: method, label: methodLabel[method] }))}
            onChange={(method) => onChange(withMethod(question, method as PollMethod))}
            error={faultAt('method')}
          />
          <CheckLine
            id={`question-${index}-persons`}
            title="选项是人，要登记候选人"
            checked={question.candidates !== undefined}
            onChange={(isPersons) =>
              onChange(isPersons ? withCandidates(question, []) : withoutCandidates(question))
            }
          />
          {question.candidates !== undefined && (
            <CandidateFields
              index={index}
              question={question}
              known={props.known}
              error={faultAt('candidates') ?? faultAt('options')}
              nameFaultAt={(place) => faultAt(`options.${place}`)}
              onChange={onChange}
            />
          )}
          {question.candidates === undefined && (
            <>
              {question.options.map((option, at) => (
                <TextField
                  key={`option-${at + 1}`}
                  id={`question-${index}-option-${at}`}
                  label={`选项 ${at + 1}`}
                  maxLength={60}
                  value={option}
                  onChange={(text) =>
                    onChange({
                      ...question,
                      options: question.options.map((known, place) => (place === at ? text : known)),
                    })
                  }
                  error={
                    faultAt(`options.${at}`) ??
                    (at === question.options.length - 1 ? faultAt('options') : undefined)
                  }
                />
              ))}
              <Box className="setup-acts">
                {question.options.length < MOST_OPTIONS && (
                  <Button
                    kind="tint"
                    small
                    icon="plus"
                    onTap={() => onChange(withOptions(question, [...question.options, '']))}
                  >
                    加一个选项
                  </Button>
                )}
                {question.options.length > 2 && (
                  <Button
                    kind="plain"
                    onTap={() => onChange(withOptions(question, question.options.slice(0, -1)))}
                  >
                    去掉最后一个
                  </Button>
                )}
              </Box>
            </>
          )}
          <Figures index={index} question={question} onChange={onChange} />
        </>
      )}
      {onRemove && (
        <Button kind="plain" onTap={onRemove}>
          {`去掉第 ${index + 1} 个问题`}
        </Button>
      )}
    </Box>
  )
}
