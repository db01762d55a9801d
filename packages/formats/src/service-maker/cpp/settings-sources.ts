/** `src/settings.{h,cpp}`: what the environment sets, and where files are. */
import { cppString } from './cpp-text.ts';

export const settingsHeader = `// Settings of the application: every one is an environment variable.
#pragma once

#include <filesystem>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

/** A setting that is missing or can't be read; the message says which and what it has to be. */
class SettingError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/** Texts and values, one after the other. */
template <typename... Parts>
std::string concat(const Parts&... parts) {
  std::ostringstream text;
  text << std::boolalpha;
  (text << ... << parts);
  return text.str();
}

/** Finds files, and reads parameters and secrets from the environment. */
class Settings {
 public:
  /** \`filesFolder\` holds the config files of the project. */
  explicit Settings(std::filesystem::path filesFolder);
  /** Removes the files of this run. */
  ~Settings();
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;

  std::string text(const std::string& name, const std::optional<std::string>& fallback = {}) const;
  long integer(const std::string& name, std::optional<long> fallback = {}) const;
  double number(const std::string& name, std::optional<double> fallback = {}) const;
  bool boolean(const std::string& name, std::optional<bool> fallback = {}) const;
  /** A parameter as an absolute path, or as a URI. */
  std::string pathParameter(const std::string& name,
                            const std::optional<std::string>& fallback = {}) const;
  std::string uriParameter(const std::string& name,
                           const std::optional<std::string>& fallback = {}) const;
  /** A secret. It is in no file, and must get into no log. */
  std::string secret(const std::string& name) const;

  /** An absolute path; several stay separated by semicolons. */
  std::string path(const std::string& text) const;
  /** A URI; paths, and file URIs with relative ones, become file URIs. */
  std::string uri(const std::string& text) const;
  /** Several URIs, separated by commas. */
  std::string uris(const std::string& text) const;

 private:
  std::filesystem::path located(const std::string& path) const;
  void renderFiles() const;

  std::filesystem::path dataFolder_;
  std::filesystem::path filesFolder_;
  /** Config files of this run, with the data folder put in. */
  mutable std::filesystem::path runFolder_;
};
`;

export function settingsSource(dataFolder: string): string {
  return `#include "settings.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

namespace fs = std::filesystem;

namespace {

/** Where relative paths of the pipeline start, unless DATA_FOLDER is set. */
const char* const kDefaultDataFolder = ${cppString(dataFolder)};
const std::string kDataFolderMark = "\${DATA_FOLDER}";

std::optional<std::string> environment(const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  if (value == nullptr || *value == '\\0') return std::nullopt;
  return std::string(value);
}

std::string required(const std::string& variable) {
  auto value = environment(variable);
  if (!value) throw SettingError("set the environment variable " + variable);
  return *value;
}

std::string variableOf(const std::string& name) {
  std::string variable;
  for (unsigned char character : name) {
    variable += character == '-' ? '_' : static_cast<char>(std::toupper(character));
  }
  return variable;
}

std::string parameterVariable(const std::string& name) {
  return "PIPELINE_" + variableOf(name);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char character) { return std::tolower(character); });
  return text;
}

[[noreturn]] void refuse(const std::string& name, const std::string& expected,
                         const std::string& value) {
  throw SettingError(parameterVariable(name) + " has to be " + expected + ", but it is \\"" +
                     value + "\\"");
}

std::string encoded(const std::string& path) {
  static const char* const hex = "0123456789ABCDEF";
  std::string text;
  for (unsigned char byte : path) {
    if (std::isalnum(byte) || std::string("/-_.~!'()*").find(static_cast<char>(byte)) != std::string::npos) {
      text += static_cast<char>(byte);
    } else {
      text += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
  return text;
}

std::string decoded(const std::string& text) {
  std::string path;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool isEscape = text[index] == '%' && index + 2 < text.size() &&
                          std::isxdigit(static_cast<unsigned char>(text[index + 1])) &&
                          std::isxdigit(static_cast<unsigned char>(text[index + 2]));
    if (isEscape) {
      path += static_cast<char>(std::stoi(text.substr(index + 1, 2), nullptr, 16));
      index += 2;
    } else {
      path += text[index];
    }
  }
  return path;
}

/** \`text\` with \`change\` done to each part of it. */
std::string eachPart(const std::string& text, char separator,
                     const std::function<std::string(std::string)>& change) {
  std::string changed;
  std::size_t start = 0;
  while (true) {
    const auto end = text.find(separator, start);
    changed += change(text.substr(start, end - start));
    if (end == std::string::npos) return changed;
    changed += separator;
    start = end + 1;
  }
}

}  // namespace

Settings::Settings(fs::path filesFolder)
    : dataFolder_(environment("DATA_FOLDER").value_or(kDefaultDataFolder)),
      filesFolder_(std::move(filesFolder)) {}

Settings::~Settings() {
  std::error_code ignored;
  if (!runFolder_.empty()) fs::remove_all(runFolder_, ignored);
}

std::string Settings::text(const std::string& name,
                           const std::optional<std::string>& fallback) const {
  const auto variable = parameterVariable(name);
  return fallback ? environment(variable).value_or(*fallback) : required(variable);
}

long Settings::integer(const std::string& name, std::optional<long> fallback) const {
  const auto value = environment(parameterVariable(name));
  if (!value && fallback) return *fallback;
  const auto written = value ? *value : required(parameterVariable(name));
  char* end = nullptr;
  const long number = std::strtol(written.c_str(), &end, 10);
  if (*end != '\\0') refuse(name, "a whole number", written);
  return number;
}

double Settings::number(const std::string& name, std::optional<double> fallback) const {
  const auto value = environment(parameterVariable(name));
  if (!value && fallback) return *fallback;
  const auto written = value ? *value : required(parameterVariable(name));
  char* end = nullptr;
  const double number = std::strtod(written.c_str(), &end);
  if (*end != '\\0') refuse(name, "a number", written);
  return number;
}

bool Settings::boolean(const std::string& name, std::optional<bool> fallback) const {
  const auto value = environment(parameterVariable(name));
  if (!value && fallback) return *fallback;
  const auto written = value ? *value : required(parameterVariable(name));
  const auto word = lower(written);
  if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "0") return false;
  refuse(name, "true or false", written);
}

std::string Settings::pathParameter(const std::string& name,
                                    const std::optional<std::string>& fallback) const {
  return path(text(name, fallback));
}

std::string Settings::uriParameter(const std::string& name,
                                   const std::optional<std::string>& fallback) const {
  return uri(text(name, fallback));
}

std::string Settings::secret(const std::string& name) const {
  return required(variableOf(name));
}

std::string Settings::path(const std::string& text) const {
  return eachPart(text, ';', [this](const std::string& part) {
    return part.empty() ? part : located(part).string();
  });
}

std::string Settings::uri(const std::string& text) const {
  const auto colon = text.find(':');
  const bool hasScheme =
      colon != std::string::npos && colon > 1 && std::isalpha(static_cast<unsigned char>(text[0])) &&
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                  [](unsigned char character) {
                    return std::isalnum(character) || character == '+' || character == '.' ||
                           character == '-';
                  });
  if (text.empty() || (hasScheme && lower(text.substr(0, colon)) != "file")) return text;
  std::string path = text;
  if (hasScheme) {
    path = text.substr(colon + 1);
    if (path.rfind("//", 0) == 0) path.erase(0, 2);
    if (path.rfind("localhost/", 0) == 0) path.erase(0, 9);
    path = decoded(path);
  }
  return "file://" + encoded(located(path).string());
}

std::string Settings::uris(const std::string& text) const {
  return eachPart(text, ',', [this](std::string part) {
    part.erase(0, part.find_first_not_of(' '));
    return uri(part);
  });
}

/** Files of the project are found in it, all others from the data folder. */
fs::path Settings::located(const std::string& path) const {
  const std::string own = path.rfind("./", 0) == 0 ? path.substr(2) : path;
  if (!fs::path(path).is_absolute() && fs::is_regular_file(filesFolder_ / own)) {
    renderFiles();
    return runFolder_ / own;
  }
  return (dataFolder_ / path).lexically_normal();
}

/** Copies the project's files to a folder of this run, with the data folder put in. */
void Settings::renderFiles() const {
  if (!runFolder_.empty()) return;
  std::string pattern = (fs::temp_directory_path() / "pipeline-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("no temporary folder can be made for config files");
  }
  runFolder_ = pattern;
  for (const auto& entry : fs::recursive_directory_iterator(filesFolder_)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream source(entry.path(), std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(source)), {});
    const auto folder = dataFolder_.string();
    for (auto at = content.find(kDataFolderMark); at != std::string::npos;
         at = content.find(kDataFolderMark, at + folder.size())) {
      content.replace(at, kDataFolderMark.size(), folder);
    }
    const auto target = runFolder_ / fs::relative(entry.path(), filesFolder_);
    fs::create_directories(target.parent_path());
    std::ofstream(target, std::ios::binary) << content;
  }
}
`;
}
