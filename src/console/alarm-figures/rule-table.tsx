import { Link } from '@tanstack/react-router';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { useCameras } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { AnswerCells, AnswerHead } from './figure-cells.tsx';
import style from './figures.module.css';

const shown = 50;

/** The rules that spoke, the loudest first. */
export function RuleTable({ rules }: { readonly rules: AlarmFigures['rules'] }) {
  const words = useWords();
  const formats = useFormats();
  const cameras = useCameras();
  const { figures } = words;
  return (
    <>
      <div className={ui.tableWrap}>
        <table className={`${ui.table} ${style.table}`}>
          <thead>
            <tr>
              <th>{figures.rule}</th>
              <th className={ui.num}>{figures.count}</th>
              <th className={`${ui.num} ${style.wide}`}>{figures.share}</th>
              <th className={`${ui.num} ${style.wide}`}>{figures.most}</th>
              <AnswerHead />
              <th className={`${ui.num} ${style.wide}`}>{figures.stale}</th>
            </tr>
          </thead>
          <tbody>
            {rules.slice(0, shown).map((rule) => {
              const camera = cameras.get(rule.cameraId);
              const zone = camera?.zones.find(({ id }) => id === rule.zoneId)?.name ?? rule.zoneId;
              return (
                <tr key={`${rule.cameraId} ${rule.zoneId} ${rule.kind}`} data-rule={rule.kind}>
                  <td>
                    <Link
                      to="/cameras/$cameraId"
                      params={{ cameraId: rule.cameraId }}
                      className={`${ui.link} ${style.rule}`}
                    >
                      {words.alarms.kinds[rule.kind]}
                    </Link>{' '}
                    <span className={style.place}>
                      {[camera?.name ?? rule.cameraId, zone].filter((part) => part !== null).join(' · ')}
                      {rule.chatteringRules > 0 && ` · ${figures.chattering}`}
                    </span>
                  </td>
                  <td className={ui.num}>{formats.number(rule.alarms)}</td>
                  <td className={`${ui.num} ${style.wide}`}>{formats.percent(rule.share)}</td>
                  <td className={`${ui.num} ${style.wide}`}>{formats.number(rule.mostInTenMinutes)}</td>
                  <AnswerCells figures={rule} />
                  <td className={`${ui.num} ${style.wide}`}>{formats.number(rule.staleAtOnce)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rules.length > shown && <p className={ui.muted}>{figures.moreRules(rules.length - shown)}</p>}
    </>
  );
}
