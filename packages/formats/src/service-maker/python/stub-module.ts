/** `tests/servicemaker_stub.py`: what the application uses of pyservicemaker, for machines without it. */

export const stubModule = `"""Stands in for pyservicemaker in tests: it records what is built, and runs when told to.

Names and calls are those of pyservicemaker in DeepStream 9.1.
"""

import threading


class PipelineState:
    """States of a pipeline and its elements."""

    NULL, READY, PAUSED, PLAYING = range(1, 5)


class StateTransitionMessage:
    """Says that an element has changed its state."""

    def __init__(self, origin, old_state, new_state):
        self.origin = origin
        self.old_state = old_state
        self.new_state = new_state


class DynamicSourceMessage:
    """Says that a source has come or gone."""

    def __init__(self, source_id, source_added, sensor_id="", sensor_name="", uri=""):
        self.source_id = source_id
        self.source_added = source_added
        self.sensor_id = sensor_id
        self.sensor_name = sensor_name
        self.uri = uri


class BatchMetadataOperator:
    """Base of what reads the metadata of batches."""

    def handle_metadata(self, batch_meta):
        """Reads one batch."""
        raise NotImplementedError


class Probe:
    """A named operator, to be attached to an element."""

    def __init__(self, name, operator):
        self.name = name
        self.operator = operator


class ObjectMetadata:
    """An object that was found."""

    def __init__(self, class_id, object_id=0, confidence=1.0):
        self.class_id = class_id
        self.object_id = object_id
        self.confidence = confidence


class FrameMetadata:
    """A frame; its objects are an iterator, as in the SDK: no length, and gone after one pass."""

    def __init__(self, source_id, frame_number, class_ids=()):
        self.source_id = source_id
        self.frame_number = frame_number
        self.buffer_pts = frame_number * 40_000_000
        self.object_items = iter([ObjectMetadata(class_id) for class_id in class_ids])


class BatchMetadata:
    """A batch of frames."""

    def __init__(self, frames):
        self.frame_items = iter(frames)


class Node:
    """An element of a pipeline."""

    def __init__(self, name, properties):
        self.name = name
        self.properties = properties

    def set(self, properties):
        """Sets properties."""
        self.properties.update(properties)

    def get(self, name):
        """Returns a property."""
        return self.properties[name]


class Pipeline:
    """Records elements, links and what is attached; runs until it is stopped or \`end\` is called."""

    #: Every pipeline that was made.
    made = []

    def __init__(self, name, config_file=None):
        self.name = name
        self.config_file = config_file
        self.elements = {}
        self.links = []
        self.attached = []
        self.calls = []
        self._ended = threading.Event()
        self._error = None
        Pipeline.made.append(self)

    def add(self, element_type, name, properties=None):
        """Adds an element."""
        if name in self.elements:
            raise ValueError(f"there is an element {name} already")
        self.elements[name] = (element_type, Node(name, dict(properties or {})))
        return self

    def link(self, *args):
        """Links elements in a row, or two of them by their pads."""
        if all(isinstance(arg, tuple) for arg in args):
            (source, target), (source_pad, target_pad) = args
            self._link(source, source_pad, target, target_pad)
        else:
            for source, target in zip(args, args[1:], strict=False):
                self._link(source, "", target, "")
        return self

    def _link(self, source, source_pad, target, target_pad):
        for name in (source, target):
            if name not in self.elements:
                raise ValueError(f"there is no element {name}")
        self.links.append((source, source_pad, target, target_pad))

    def attach(self, target, what, name="", tips="", properties=None):
        """Attaches a probe, or a module by its name."""
        if target not in self.elements:
            raise ValueError(f"there is no element {target}")
        self.attached.append((target, what, name or getattr(what, "name", ""), tips))
        return self

    def __getitem__(self, name):
        return self.elements[name][1]

    def prepare(self, on_message=None):
        """Gets ready."""
        self.calls.append("prepare")
        if on_message is not None:
            on_message(StateTransitionMessage(self.name, PipelineState.NULL, PipelineState.PAUSED))
        return self

    def activate(self):
        """Starts."""
        self.calls.append("activate")
        return self

    def start(self):
        """Gets ready and starts."""
        return self.prepare().activate()

    def wait(self):
        """Blocks until the pipeline has ended."""
        self._ended.wait()
        if self._error is not None:
            raise self._error

    def stop(self):
        """Ends the run."""
        self.calls.append("stop")
        self._ended.set()
        return self

    def end(self, error=None):
        """Ends the run as the stream's end does, or an error."""
        self._error = error
        self._ended.set()

    def push(self, frames):
        """Sends a batch through every probe that reads metadata."""
        for _target, what, _name, _tips in self.attached:
            if isinstance(what, Probe):
                what.operator.handle_metadata(BatchMetadata(list(map(_fresh, frames))))


def _fresh(frame):
    """Returns a frame whose iterator has not been used."""
    source_id, frame_number, class_ids = frame
    return FrameMetadata(source_id, frame_number, class_ids)
`;
