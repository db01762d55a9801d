import { errorText } from '../api/api-error.ts';
import type { Api } from '../api/trpc-client.ts';

export type PreviewState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly codec: string }
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

export interface PreviewRequest {
  readonly runId: string;
  readonly padIndex: number;
  /** -1: all streams of a batch, tiled. */
  readonly stream: number;
}

export interface PreviewListener {
  onState(state: PreviewState): void;
  onVideo(video: MediaStream): void;
}

/** A viewer of a pad's video; it costs nothing once it is closed. */
export interface PreviewSession {
  close(): void;
}

/** Attaches a viewer and answers what the runner offers, until closed. */
export function openPreview(
  api: Api,
  request: PreviewRequest,
  listener: PreviewListener,
): PreviewSession {
  const connection = new RTCPeerConnection();
  const earlyCandidates: RTCIceCandidateInit[] = [];
  let viewerId: string | undefined;
  let codec = '';
  let isClosed = false;

  const close = (): void => {
    if (!isClosed) {
      isClosed = true;
      signals.unsubscribe();
      connection.close();
    }
  };

  const fail = (error: unknown): void => {
    if (!isClosed) {
      close();
      listener.onState({ kind: 'failed', reason: errorText(error) });
    }
  };

  connection.ontrack = (event) => {
    // Shown as soon as it is there: this is a look at a running pipeline, not a broadcast.
    event.receiver.jitterBufferTarget = 0;
    listener.onVideo(event.streams[0] ?? new MediaStream([event.track]));
  };
  connection.onicecandidate = ({ candidate }) => {
    if (candidate !== null && viewerId !== undefined) {
      api.preview.addIceCandidate
        .mutate({
          runId: request.runId,
          viewerId,
          mlineIndex: candidate.sdpMLineIndex ?? 0,
          candidate: candidate.candidate,
        })
        .catch(fail);
    }
  };
  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'connected') {
      listener.onState({ kind: 'live', codec });
    } else if (connection.connectionState === 'failed') {
      fail(new Error('No network path from this browser to the runner was found.'));
    }
  };

  const answer = async (sdp: string): Promise<void> => {
    await connection.setRemoteDescription({ type: 'offer', sdp });
    for (const candidate of earlyCandidates.splice(0)) {
      await connection.addIceCandidate(candidate);
    }
    await connection.setLocalDescription(await connection.createAnswer());
    if (viewerId !== undefined && connection.localDescription !== null) {
      await api.preview.answer.mutate({
        runId: request.runId,
        viewerId,
        sdp: connection.localDescription.sdp,
      });
    }
  };

  const addCandidate = async (candidate: RTCIceCandidateInit): Promise<void> => {
    if (connection.remoteDescription === null) {
      earlyCandidates.push(candidate);
    } else {
      await connection.addIceCandidate(candidate);
    }
  };

  const signals = api.preview.onSignal.subscribe(request, {
    onData: (signal) => {
      switch (signal.kind) {
        case 'attached':
          viewerId = signal.viewerId;
          codec = signal.codec;
          break;
        case 'offer':
          answer(signal.sdp).catch(fail);
          break;
        case 'ice-candidate':
          addCandidate({
            sdpMLineIndex: signal.mlineIndex,
            candidate: signal.candidate,
          }).catch(fail);
          break;
        case 'ended':
          close();
          listener.onState({ kind: 'ended', reason: signal.reason });
          break;
      }
    },
    onError: fail,
    onComplete: () => {
      if (!isClosed) {
        close();
        listener.onState({ kind: 'ended', reason: 'The preview has ended.' });
      }
    },
  });
  return { close };
}
