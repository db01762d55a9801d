/** `app/settings.py` and `app/logs.py`: what the environment sets. */
import { FILES_FOLDER } from '../app/app-plan.ts';
import { pythonString } from './python-text.ts';

export function settingsModule(dataFolder: string): string {
  return `"""Settings of the application: every one is an environment variable."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote, unquote

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
#: Where relative paths of the pipeline start, unless DATA_FOLDER is set.
DEFAULT_DATA_FOLDER = ${pythonString(dataFolder)}


class SettingError(Exception):
    """A setting that is missing or can't be read; the message says which and what it has to be."""


class Settings:
    """Finds files, and reads parameters and secrets from the environment."""

    def __init__(self, environment=None, files_folder=None):
        self._environment = os.environ if environment is None else environment
        self.data_folder = Path(self._environment.get("DATA_FOLDER") or DEFAULT_DATA_FOLDER)
        self._files_folder = Path(files_folder or PROJECT_FOLDER / "${FILES_FOLDER}")
        self._run_folder = None

    # Parameters

    def text(self, name, default=None):
        """Returns a parameter as text."""
        return str(self._value(name, default))

    def integer(self, name, default=None):
        """Returns a parameter as a whole number."""
        return self._converted(name, default, int, "a whole number")

    def number(self, name, default=None):
        """Returns a parameter as a number."""
        return self._converted(name, default, float, "a number")

    def boolean(self, name, default=None):
        """Returns a parameter that is true or false."""
        return self._converted(name, default, _boolean, "true or false")

    def path_parameter(self, name, default=None):
        """Returns a parameter as an absolute path."""
        return self.path(self.text(name, default))

    def uri_parameter(self, name, default=None):
        """Returns a parameter as a URI."""
        return self.uri(self.text(name, default))

    def secret(self, name):
        """Returns a secret. It is in no file, and must get into no log."""
        return self._required(_variable(name))

    def _value(self, name, default):
        variable = f"PIPELINE_{_variable(name)}"
        if default is None:
            return self._required(variable)
        return self._environment.get(variable, default)

    def _required(self, variable):
        value = self._environment.get(variable)
        if not value:
            raise SettingError(f"set the environment variable {variable}")
        return value

    def _converted(self, name, default, convert, expected):
        value = self._value(name, default)
        if not isinstance(value, str):
            return value
        try:
            return convert(value.strip())
        except ValueError:
            variable = f"PIPELINE_{_variable(name)}"
            raise SettingError(f"{variable} has to be {expected}, but it is {value!r}") from None

    def option(self, variable, default):
        """Returns how the application itself runs; a number where \`default\` is one."""
        value = self._environment.get(variable)
        if not value:
            return default
        if not isinstance(default, (int, float)):
            return value
        try:
            return type(default)(value)
        except ValueError:
            raise SettingError(f"{variable} has to be a number, but it is {value!r}") from None

    def choice(self, variable, default, choices):
        """Returns how the application itself runs, where there are few choices."""
        value = self.option(variable, default).upper()
        if value not in choices:
            raise SettingError(f"{variable} has to be one of {', '.join(choices)}: not {value!r}")
        return value

    # Files

    def path(self, text):
        """Returns an absolute path; several stay separated by semicolons."""
        return ";".join(str(self._located(part)) if part else part for part in text.split(";"))

    def uri(self, text):
        """Returns a URI; paths, and file URIs with relative ones, become file URIs."""
        scheme = re.match("([A-Za-z][A-Za-z0-9+.-]+):", text)
        if not text or (scheme and scheme[1].lower() != "file"):
            return text
        path = text
        if scheme:
            path = unquote(text[len("file:") :].removeprefix("//").removeprefix("localhost"))
        return "file://" + quote(str(self._located(path)), safe="/!'()*~")

    def uris(self, text):
        """Returns several URIs, separated by commas."""
        return ",".join(self.uri(part.strip()) for part in text.split(","))

    def _located(self, path):
        """Files of the project are found in it, all others from the data folder."""
        own = path.removeprefix("./")
        if (self._files_folder / own).is_file() and not os.path.isabs(path):
            return self._rendered_files() / own
        return Path(os.path.normpath(self.data_folder / path))

    def _rendered_files(self):
        """Copies the project's files to a folder of this run, with the data folder put in."""
        if self._run_folder is None:
            self._run_folder = Path(tempfile.mkdtemp(prefix="pipeline-"))
            for source in sorted(self._files_folder.rglob("*")):
                if not source.is_file():
                    continue
                target = self._run_folder / source.relative_to(self._files_folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                text = source.read_text(encoding="utf-8")
                rendered = text.replace("\${DATA_FOLDER}", str(self.data_folder))
                target.write_text(rendered, encoding="utf-8")
        return self._run_folder

    def clean_up(self):
        """Removes the files of this run."""
        if self._run_folder is not None:
            shutil.rmtree(self._run_folder, ignore_errors=True)
            self._run_folder = None


def _variable(name):
    return name.upper().replace("-", "_")


def _boolean(text):
    if text.lower() in ("true", "yes", "on", "1"):
        return True
    if text.lower() in ("false", "no", "off", "0"):
        return False
    raise ValueError(text)
`;
}

export function logsModule(isStructured: boolean): string {
  const formatter = isStructured
    ? `class JsonFormatter(logging.Formatter):
    """One JSON object a line, as log collectors want it."""

    def format(self, record):
        """Returns the record as JSON."""
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


`
    : '';
  const made = isStructured
    ? 'JsonFormatter()'
    : 'logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")';
  return `"""Logs to the console and to a file, by level."""

${isStructured ? 'import json\n' : ''}import logging
import logging.handlers
from pathlib import Path

${isStructured ? '' : '\n'}${isStructured ? '\n' : ''}${formatter}def set_up_logs(level, file):
    """Sends the log to the console and, unless \`file\` is empty, to a file that is kept small."""
    formatter = ${made}
    handlers = [logging.StreamHandler()]
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(file, maxBytes=10_000_000, backupCount=5)
        )
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=handlers, force=True)
`;
}
