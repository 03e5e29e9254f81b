import type { ScoreResult } from '@shared/domain/results';
import classes from './components.module.css';

export function scoreWords(score: ScoreResult): string {
  if (score.newOverdue) return 'New, overdue';
  if (score.lately && score.lately.score !== score.score) return `${score.score}, lately ${score.lately.score}`;
  return score.score;
}

/** The collection score in words on its colour; `short` leaves out "lately" (it is in the title). */
export function ScoreBadge({ score, short = false }: { score: ScoreResult; short?: boolean }) {
  const words = scoreWords(score);
  const days = score.daysLate === null ? 'No paid item yet' : `${score.daysLate} days late on average`;
  return (
    <span
      className={classes.badge}
      data-score={score.score}
      title={`${words} · ${days}${score.fewItems ? ' · few items' : ''}`}
    >
      {short ? score.score : words}
    </span>
  );
}
