/** Pages of the alarms that are looked at now and then: loaded when somebody opens one. */
export { AsidePage } from './aside-page.tsx';
