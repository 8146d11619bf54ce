# The formula of a Homebrew tap: put it there as Formula/authorpages.rb; then `brew install YOU/TAP/authorpages`.
class Authorpages < Formula
  desc "Static site from a researcher's papers: YAML in, pages, feeds and citations out"
  homepage "%REPOSITORY%"
  url "%REPOSITORY%/releases/download/v%VERSION%/%FILE%"
  sha256 "%SHA256%"
  license "MIT"

  depends_on "python@3.13"

  def install
    system "python3.13", "-m", "venv", libexec
    system libexec/"bin/python", "-m", "pip", "install", "--require-hashes", "-r", "requirements.txt"
    system libexec/"bin/python", "-m", "pip", "install", "--no-deps", "--no-build-isolation", "."
    bin.install_symlink libexec/"bin/sitegen"
  end

  test do
    system bin/"sitegen", "new", "mysite", "--name", "Ada Lovelace"
    system bin/"sitegen", "-C", "mysite", "build", "--strict"
    assert_path_exists testpath/"mysite/output/index.html"
  end
end
