// SPDX-License-Identifier: Apache-2.0
#include "engine/report_pdf.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <span>
#include <system_error>

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/subprocess.hpp"

namespace pelf::engine {
namespace {

constexpr std::uint32_t kPrintTimeoutMs = 60'000;
constexpr std::uint64_t kPdfBytesMax = std::uint64_t{256} << 20;
constexpr const char* kBrowsers[] = {"chromium", "chromium-browser", "google-chrome"};

/// Made here, with everything in it deleted when this goes.
class ScratchFolder {
public:
    static Result<ScratchFolder> make(const std::filesystem::path& parent) {
        std::string name = (parent / "pelf-print-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            return Unexpected(Error{
                Fault::io,
                text("cannot make a folder to print in: ", std::generic_category().message(errno)),
                parent.string()});
        }
        return ScratchFolder(name);
    }
    ScratchFolder(ScratchFolder&& other) noexcept : path_(std::move(other.path_)) {
        other.path_.clear();
    }
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

Result<std::string> print_with_browser(const char* browser, const std::filesystem::path& folder) {
    Program program;
    program.name = browser;
    program.timeout_ms = kPrintTimeoutMs;
    program.arguments = {"--headless",
                         "--disable-gpu",
                         "--disable-extensions",
                         "--disable-dev-shm-usage",
                         "--no-first-run",
                         "--no-pdf-header-footer",
                         text("--user-data-dir=", (folder / "profile").string()),
                         text("--print-to-pdf=", (folder / "report.pdf").string())};
    // The browser's own walls need rights that root does not give away; the page has no script, and
    // its policy forbids it to load anything.
    if (::geteuid() == 0) program.arguments.emplace_back("--no-sandbox");
    program.arguments.push_back(text("file://", (folder / "report.html").string()));
    PELF_TRY(ignored, run(program, ""));
    (void)ignored;
    PELF_TRY(pdf, read_file(folder / "report.pdf", kPdfBytesMax));
    if (!as_text(pdf).starts_with("%PDF-")) {
        return Unexpected(Error{Fault::io, text(browser, " wrote no PDF")});
    }
    return std::string(as_text(pdf));
}

}  // namespace

Result<std::string> print_to_pdf(const std::string& html, const std::filesystem::path& scratch) {
    PELF_TRY(folder, ScratchFolder::make(std::filesystem::absolute(scratch)));
    PELF_TRY_DONE(replace_file(folder.path() / "report.html", std::as_bytes(std::span(html))));
    for (const char* browser : kBrowsers) {
        auto pdf = print_with_browser(browser, folder.path());
        if (pdf || pdf.error().fault != Fault::not_found) return pdf;
    }
    Program weasyprint{"weasyprint", {"-", "-"}, kPrintTimeoutMs, kPdfBytesMax};
    auto pdf = run(weasyprint, html);
    if (!pdf && pdf.error().fault == Fault::not_found) {
        return Unexpected(Error{Fault::not_found,
                                "printing to PDF needs chromium or weasyprint, and neither is "
                                "here; install one, or print the HTML report"});
    }
    return pdf;
}

}  // namespace pelf::engine
