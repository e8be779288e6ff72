import {
  questionKindLabel,
  questionKinds,
  questionLimits,
  type QuestionKind,
} from '@linli/shared/services/questions.rules'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { nextQuestionId, type GuideFaults, type QuestionForm } from './guide-form'
import './staff-bookings.scss'

interface QuestionsProps {
  readonly questions: readonly QuestionForm[]
  readonly faults: GuideFaults
  readonly onChange: (questions: readonly QuestionForm[]) => void
}

/** 预约时要问的: what a person answers when booking, so that the counter knows beforehand. */
export function GuideQuestions({ questions, faults, onChange }: QuestionsProps) {
  const change = (at: number, part: Partial<QuestionForm>) =>
    onChange(questions.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      <SectionTitle title="预约时要问的" note="只问办事用得上的" />
      <Surface padded>
        {questions.map(({ id, kind, label, required, options }, index) => (
          <Box key={id} className="guide-paper">
            <TextField
              id={`questions-${index}`}
              label={`第 ${index + 1} 问`}
              maxLength={questionLimits.label}
              placeholder="例如：第一次办还是补办"
              value={label}
              onChange={(value) => change(index, { label: value })}
              error={faults[`questions.${index}`]}
            />
            <PickerField
              id={`kind-${index}`}
              label="怎么回答"
              kind="list"
              value={kind}
              options={questionKinds.map((value) => ({ value, label: questionKindLabel[value] }))}
              onChange={(value) =>
                change(index, { kind: questionKinds.find((one) => one === value) ?? kind })
              }
            />
            {kind === ('choice' satisfies QuestionKind) && (
              <TextField
                id={`options-${index}`}
                label="选项"
                maxLength={200}
                help="用顿号隔开，如：第一次、补办"
                value={options}
                onChange={(value) => change(index, { options: value })}
                error={faults[`options.${index}`]}
              />
            )}
            <SwitchRow
              title="必须回答"
              on={required}
              onChange={(value) => change(index, { required: value })}
            />
            <Button
              kind="plain"
              small
              label={`去掉第 ${index + 1} 问`}
              onTap={() => onChange(questions.filter((_, at) => at !== index))}
            >
              去掉
            </Button>
          </Box>
        ))}
        {questions.length < questionLimits.questions && (
          <Button
            kind="tint"
            onTap={() =>
              onChange([
                ...questions,
                { id: nextQuestionId(questions), kind: 'text', label: '', required: true, options: '' },
              ])
            }
          >
            加一个问题
          </Button>
        )}
      </Surface>
    </>
  )
}
