/** Answers that are being written, by number: they outlive pages, a lost gateway and an ended session. */
import { Observable } from '../../data/observable.ts';

const replies = new Observable<Readonly<Record<string, string>>>({});

/** Runs the listener when any answer changes; the returned function ends that. */
export const subscribeToReplies = replies.subscribe;

/** The answer to a number that was begun; "" where none was. */
export function replyTo(number: string): string {
  return replies.get()[number] ?? '';
}

/** Keeps an answer that is not sent yet, so that another conversation may be looked at meanwhile. */
export function keepReply(number: string, text: string): void {
  replies.set({ ...replies.get(), [number]: text });
}
